import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

export interface TestProxy extends AsyncDisposable {
  url: string;
}

/** A reverse proxy that lets through what begins with `/portal`, as it came, and answers 418 to everything else. */
export async function startPortalProxy(target: string): Promise<TestProxy> {
  const { hostname, port } = new URL(target);
  const isOpen = (path = '') => path === '/portal' || path.startsWith('/portal/');
  const proxy = createServer((req, res) => {
    if (!isOpen(req.url)) return void res.writeHead(418).end();
    const { method, headers, url: path } = req;
    const sent = request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      res.writeHead(answer.statusCode!, answer.rawHeaders);
      answer.pipe(res);
    });
    sent.on('error', () => res.destroy());
    req.pipe(sent);
  });
  proxy.on('upgrade', (req, socket, head) => {
    if (!isOpen(req.url)) return void socket.end("HTTP/1.1 418 I'm a teapot\r\nConnection: close\r\n\r\n");
    const behind = connect(Number(port), hostname, () => {
      const lines = req.rawHeaders.flatMap((name, n) =>
        n % 2 === 0 ? `${name}: ${req.rawHeaders[n + 1]}` : [],
      );
      behind.write(`${req.method} ${req.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      behind.write(head);
      behind.pipe(socket).pipe(behind);
    });
    behind.on('error', () => socket.destroy());
    socket.on('error', () => behind.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

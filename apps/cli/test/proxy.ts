import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A proxy to the server whose connections can be cut and restored. */
export interface Proxy extends AsyncDisposable {
  url: string;
  cut(): void;
  mend(): void;
}

/** @param options.webSockets false: rejects WebSockets, like a proxy that doesn't support them */
export async function createProxy(target: string, { webSockets = true } = {}): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let whole = true;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    // Cutting resets the connections, as intended.
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const listener = createServer((near) => {
    keep(near);
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(Number(new URL(target).port), '127.0.0.1');
    keep(far);
    near.once('data', (first) => {
      if (!webSockets && /^upgrade: websocket/im.test(first.toString('latin1'))) {
        near.destroy();
      } else {
        far.write(first);
        near.pipe(far).pipe(near);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const cut = () => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    cut,
    mend() {
      whole = true;
    },
    async [Symbol.asyncDispose]() {
      cut();
      listener.close();
      await once(listener, 'close');
    },
  };
}

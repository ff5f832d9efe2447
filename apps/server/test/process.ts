import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ADMIN } from './server.ts';

export interface ServerProcess {
  url: string;
  pid: number;
  end(signal: NodeJS.Signals): Promise<[number | null, NodeJS.Signals | null]>;
}

/** The server as a process of its own, on a free port, with the first admin of `startTestServer`. */
export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('../src/main.ts', import.meta.url))],
    {
      env: {
        PORT: '0',
        HOST: '127.0.0.1',
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (part) => {
      text += part;
      const ready = /Sitecast is ready: (http:\/\/[^"\s]+)/.exec(text);
      if (ready) resolve(ready[1]!);
    });
    exited.then(() => reject(new Error(`The server did not start: ${text}`)));
  });
  return {
    url,
    pid: child.pid!,
    end(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

import type { DeviceRouter } from '@sitecast/api';
import { createClient } from '@sitecast/client';
import type { TestServer } from '@sitecast/server/testing';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { WebSocket } from 'ws';

/** A headless player. */
export interface Screen {
  id: string;
  /** All messages received. */
  messages: { event: string; pip_id?: string; [field: string]: unknown }[];
  report(pipId: string, reaction: Reaction): Promise<void>;
  log(message: string, level?: 'info' | 'warn'): Promise<void>;
  close(): Promise<void>;
}

type Reaction = { status: 'shown' | 'failed' | 'expired'; detail?: string };

/** API calls with this token. */
export function apiOf(server: TestServer, token: string) {
  return createClient({ url: server.url, token, WebSocket: WebSocket as never }).api;
}

/** Starts pairing a new player. Returns the code it shows and its future device secret. */
export async function showPairingCode(server: TestServer): Promise<{ code: string; secret: string }> {
  const { device, close } = connect(server, null);
  const { code, secret } = await device.pairing.start.mutate();
  await close();
  return { code, secret };
}

/** Pairs a device that stays offline. */
export async function pairDevice(server: TestServer, name: string): Promise<{ id: string; secret: string }> {
  const { code, secret } = await showPairingCode(server);
  const { id } = await apiOf(server, await server.login()).devices.pair.mutate({ code, name });
  return { id, secret };
}

type Answer = { status: 'done' | 'failed' | 'unsupported'; detail?: string };

/** Starts a paired player that answers every overlay and command as given, or not at all. */
export async function startScreen(
  server: TestServer,
  name: string,
  reaction?: Reaction,
  answer?: Answer,
): Promise<Screen> {
  const { id, secret } = await pairDevice(server, name);
  const { device, close } = connect(server, { deviceId: id, secret });
  const messages: Screen['messages'] = [];
  const report = (pipId: string, reaction: Reaction) =>
    device.device.overlayEvent.mutate({ pipId, ...reaction });
  await new Promise<void>((resolve, reject) => {
    device.device.messages.subscribe(undefined, {
      onError: reject,
      onData(message) {
        messages.push(message);
        if (message.event === 'device:snapshot') resolve();
        if (message.event === 'device:command' && answer)
          void device.device.commandResult.mutate({ commandId: message.command_id, ...answer });
        if (message.event === 'device:pip-show' && reaction) void report(message.pip_id, reaction);
      },
    });
  });
  const log = (message: string, level: 'info' | 'warn' = 'info') =>
    device.device.log.mutate({ level, tag: 'test', message });
  return { id, messages, report, log, close };
}

function connect(server: TestServer, credentials: Record<string, string> | null) {
  const socket = createWSClient({
    url: `${server.url.replace('http', 'ws')}/device`,
    WebSocket: WebSocket as never,
    connectionParams: credentials,
  });
  const device = createTRPCClient<DeviceRouter>({ links: [wsLink({ client: socket })] });
  return { device, close: () => socket.close() };
}

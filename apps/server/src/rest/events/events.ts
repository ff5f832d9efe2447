import type { IncomingMessage, ServerResponse } from 'node:http';
import { type App, AppError } from '@sitecast/api';
import type { Principal } from '@sitecast/auth';
import { CloseCode } from '@sitecast/protocol/close-code';
import type { ConnectionRegistry } from '../../connections.ts';
import { createEventLogs, type EventReader } from './log.ts';
import { createEventStream, SLOW_READER, type SlowReaderLimits } from './stream.ts';

/** Proxies close connections that are silent for a minute. */
const HEARTBEAT_MS = 25_000;
const HEARTBEAT = Buffer.from(':\n\n');

/** A subscriber of a workspace's events. */
interface Subscriber {
  workspaceId: string;
  principal: Principal;
  ip: string;
  /** Identifies the request's credentials again. */
  identify: () => Promise<Principal>;
}

export interface WorkspaceEventStreams {
  /**
   * Answers with the workspace's events as they happen (server-sent events, HTML §9.2) until the client disconnects,
   * reads too slowly, or loses access.
   *
   * @throws AppError TOO_MANY_REQUESTS with too many connections, UNAUTHENTICATED if access has just ended
   */
  stream(req: IncomingMessage, res: ServerResponse, subscriber: Subscriber): Promise<void>;
  close(): void;
}

export function createWorkspaceEventStreams(
  app: App,
  connections: ConnectionRegistry,
  { heartbeatEvery = HEARTBEAT_MS, ...limits }: Partial<SlowReaderLimits & { heartbeatEvery: number }> = {},
): WorkspaceEventStreams {
  const logs = createEventLogs(app);
  const open = new Set<EventReader>();
  const heartbeat = setInterval(() => {
    for (const stream of open) stream.write(HEARTBEAT);
  }, heartbeatEvery).unref();

  return {
    async stream(req, res, { workspaceId, principal, ip, identify }) {
      const stream = createEventStream(res, { ...SLOW_READER, ...limits });
      let refused: AppError | null = null;
      const connection = connections.open(ip, {
        close(code, reason) {
          refused = refusal(code, reason);
          if (res.headersSent) stream.end();
        },
      });
      if (!connection) throw refused!;
      res.once('close', () => connection.ended());
      if (!(await connection.identified(principal, { identify })) || refused) {
        connection.ended();
        throw refused!;
      }
      begin(res);
      if (req.method === 'HEAD') return void res.end();
      open.add(stream);
      const lastEventId = req.headers['last-event-id'];
      const leave = await logs.follow(
        workspaceId,
        stream,
        typeof lastEventId === 'string' ? lastEventId : undefined,
      );
      const onClose = () => {
        open.delete(stream);
        leave();
      };
      if (res.closed) onClose();
      else res.once('close', onClose);
    },
    close() {
      clearInterval(heartbeat);
      for (const stream of open) stream.end();
      logs.close();
    },
  };
}

function begin(res: ServerResponse): void {
  res.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Keeps proxies such as nginx from buffering.
    'x-accel-buffering': 'no',
  });
  // Spreads reconnects after a restart.
  res.write(`retry: ${1_000 + Math.floor(Math.random() * 4_000)}\n\n`);
}

function refusal(code: CloseCode, reason: string): AppError {
  return code === CloseCode.TooManySockets
    ? new AppError('TOO_MANY_REQUESTS', `${reason}.`, { retryAfter: 10 })
    : new AppError(
        'UNAUTHENTICATED',
        'These credentials are no longer valid, or their permissions have changed.',
      );
}

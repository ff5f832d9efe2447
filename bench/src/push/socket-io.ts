import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Server } from 'socket.io';
import type { PushInstallation } from './installation.ts';

const TOKEN = `st_${randomUUID()}`;

type AcceptOverlay = (overlay: { device_id: string; uri: string }) => boolean;

/**
 * The minimum for pushing an overlay with socket.io: parse the body, emit to a room.
 * @param before runs first; false rejects the request
 */
export async function startSocketIo(
  screens: number,
  before: (token: string) => AcceptOverlay,
): Promise<PushInstallation> {
  const http = createServer(async (req, res) => {
    if (req.method !== 'POST') return;
    const overlay = JSON.parse(await bodyOf(req)) as Parameters<AcceptOverlay>[0];
    const accepted = before(req.headers.authorization?.replace('Bearer ', '') ?? '')(overlay);
    if (accepted) io.to(overlay.device_id).emit('device:pip-show', toMessage(overlay));
    res.writeHead(accepted ? 200 : 401, { 'content-type': 'application/json' }).end('{"success":true}');
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
  io.on('connection', (socket) => {
    socket.join(['all', String(socket.handshake.query.id)]);
    socket.emit('ready');
  });
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    token: TOKEN,
    targets: { one: 'screen-0', all: 'all' },
    screens: Array.from({ length: screens }, (_, n) => ({ id: `screen-${n}`, secret: '' })),
  };
}

/** The message to a screen, with the same fields and defaults as the product's. */
function toMessage({ device_id: _, ...overlay }: Parameters<AcceptOverlay>[0]) {
  return {
    pip_id: randomUUID(),
    position: 'top-right',
    width: 480,
    height: 360,
    duration: 0,
    opacity: 1,
    border_radius: 0,
    close_button: false,
    slot: 'main',
    priority: 0,
    exclusive: false,
    muted: true,
    ...overlay,
  };
}

/** Validates and stores nothing. */
export const sendOnly = () => () => true;

/**
 * Stores what the product stores before it sends an overlay, with hand-written prepared statements: looks up the token,
 * then writes overlay, deliveries and audit row in one transaction with the same durability.
 */
export function storeFirst(screens: number): (token: string) => AcceptOverlay {
  const db = new Database(join(mkdtempSync(join(tmpdir(), 'sitecast-bench-')), 'overlays.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`
    CREATE TABLE token (hash TEXT PRIMARY KEY, workspace TEXT);
    CREATE TABLE device (id TEXT PRIMARY KEY, workspace TEXT, name TEXT);
    CREATE TABLE overlay (id TEXT PRIMARY KEY, target TEXT, payload TEXT, at TEXT);
    CREATE TABLE delivery (overlay TEXT, device TEXT, showing_on TEXT, status TEXT, at TEXT, PRIMARY KEY (overlay, device));
    CREATE INDEX delivery_showing_on ON delivery (showing_on);
    CREATE TABLE audit (id TEXT PRIMARY KEY, at TEXT, action TEXT, details TEXT);`);
  db.prepare('INSERT INTO token VALUES (?, ?)').run(sha256(TOKEN), 'workspace');
  const device = db.prepare('INSERT INTO device VALUES (?, ?, ?)');
  for (let n = 0; n < screens; n++) device.run(`screen-${n}`, 'workspace', `Screen ${n}`);

  const find = db.prepare('SELECT workspace FROM token WHERE hash = ?');
  const overlay = db.prepare('INSERT INTO overlay VALUES (?, ?, ?, ?)');
  const deliveries = db.prepare(
    `INSERT INTO delivery SELECT ?, id, id, 'sent', ? FROM device WHERE workspace = ? AND (? = 'all' OR id = ?)`,
  );
  const audit = db.prepare('INSERT INTO audit VALUES (?, ?, ?, ?)');
  const store = db.transaction((workspace: string, show: Parameters<AcceptOverlay>[0]) => {
    const [id, at] = [randomUUID(), new Date().toISOString()];
    overlay.run(id, show.device_id, JSON.stringify(show), at);
    deliveries.run(id, at, workspace, show.device_id, show.device_id);
    audit.run(randomUUID(), at, 'pip.show', JSON.stringify({ id, uri: show.uri }));
  });
  return (token) => {
    const found = find.get(sha256(token)) as { workspace: string } | undefined;
    return (show) => {
      if (found) store(found.workspace, show);
      return found !== undefined;
    };
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

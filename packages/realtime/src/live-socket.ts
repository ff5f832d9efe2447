import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, WebSocket, WebSocketServer } from 'ws';

/** What of a socket a live feed uses. */
export type LiveSocket = Pick<WebSocket, 'readyState' | 'bufferedAmount' | 'send' | 'pong' | 'close'> & {
  /** Sends what `encodeText` made: the same bytes for every socket. */
  sendEncoded(message: Buffer): void;
};

const FINAL_TEXT = 0x81;
/** In the place of a length that needs two or eight bytes more. */
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/**
 * A whole text message as it goes over the wire (RFC 6455 §5.2). A server neither masks nor, here, compresses, so a
 * message to a thousand sockets is framed once. `ws` would frame it for each, and write header and text as two parts:
 * that costs half as much again as the system call itself.
 */
export function encodeText(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerLength = length < LENGTH_16 ? 2 : length < 0x1_0000 ? 4 : 10;
  const message = Buffer.allocUnsafe(headerLength + length);
  message[0] = FINAL_TEXT;
  if (headerLength === 2) message[1] = length;
  else if (headerLength === 4) {
    message[1] = LENGTH_16;
    message.writeUInt16BE(length, 2);
  } else {
    message[1] = LENGTH_64;
    message.writeBigUInt64BE(BigInt(length), 2);
  }
  message.write(text, headerLength);
  return message;
}

/** A socket of a {@link LiveServer}. */
export class LiveWebSocket extends WebSocket implements LiveSocket {
  #stream: Duplex | undefined;

  /** @internal The stream it speaks over. */
  static open(socket: LiveWebSocket, stream: Duplex): void {
    socket.#stream = stream;
  }

  /** In order with what `send` sends, which writes at once when nothing is compressed. */
  sendEncoded(message: Buffer): void {
    if (this.readyState === WebSocket.OPEN) this.#stream?.write(message);
  }
}

/** A WebSocket server whose sockets live feeds may use: without compression. */
export class LiveServer extends WebSocketServer<typeof LiveWebSocket> {
  constructor(options: Omit<ServerOptions<typeof LiveWebSocket>, 'WebSocket' | 'perMessageDeflate'>) {
    super({ ...options, WebSocket: LiveWebSocket, perMessageDeflate: false });
  }

  override handleUpgrade(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    onOpen: (socket: LiveWebSocket, request: IncomingMessage) => void,
  ): void {
    super.handleUpgrade(request, stream, head, (socket, req) => {
      LiveWebSocket.open(socket, stream);
      onOpen(socket, req);
    });
  }
}

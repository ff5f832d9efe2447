import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, WebSocket, WebSocketServer } from 'ws';

/** The part of a socket that live feeds use. */
export type LiveSocket = Pick<WebSocket, 'readyState' | 'bufferedAmount' | 'send' | 'pong' | 'close'> & {
  /** Sends bytes from `encodeText`, which are the same for every socket. */
  sendEncoded(message: Buffer): void;
};

const FINAL_TEXT = 0x81;
/** Length codes for a 16-bit and a 64-bit length that follows. */
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/**
 * A complete text frame as sent over the wire (RFC 6455 §5.2). Servers do not mask frames and these are not compressed,
 * so a message to a thousand sockets is framed once. `ws` would frame it per socket and write header and text
 * separately, which costs half as much again as the system call itself.
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

  /** @internal Sets the underlying stream. */
  static open(socket: LiveWebSocket, stream: Duplex): void {
    socket.#stream = stream;
  }

  /** Keeps the order with `send`, which writes immediately when compression is off. */
  sendEncoded(message: Buffer): void {
    if (this.readyState === WebSocket.OPEN) this.#stream?.write(message);
  }
}

/** A WebSocket server without compression, as live feeds need it. */
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

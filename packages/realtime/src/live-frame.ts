import { encodeText } from './live-socket.ts';

/** The id a client gave its subscription. Each connection counts from one, so few ids are distinct. */
export type RequestId = string | number;

/** Takes the place of a request id where values are sent as plain JSON, without tRPC. */
export const PLAIN = Symbol('plain');

/** A published value and its encoded bytes. Serialised lazily, since a feed may be read only through `mapFeed`. */
export class LiveFrame {
  #json: string | undefined;
  readonly #buffers = new Map<RequestId | typeof PLAIN, Buffer>();

  constructor(readonly value: object) {}

  /** The value's JSON. */
  get json(): string {
    this.#json ??= JSON.stringify(this.value);
    return this.#json;
  }

  /** The WebSocket message for subscriptions with this request id: tRPC's `data`; the value itself for `PLAIN`. */
  encoded(id: RequestId | typeof PLAIN): Buffer {
    let buffer = this.#buffers.get(id);
    if (!buffer) {
      const { json } = this;
      buffer = encodeText(
        id === PLAIN ? json : `{"id":${JSON.stringify(id)},"result":{"type":"data","data":${json}}}`,
      );
      this.#buffers.set(id, buffer);
    }
    return buffer;
  }
}

/** The frame of the last published value. */
let newest: LiveFrame | undefined;

/** The frame of this object, shared when the same object is published to many feeds in turn. */
export function serialiseOnce(value: object): LiveFrame {
  if (newest?.value !== value) newest = new LiveFrame(value);
  return newest;
}

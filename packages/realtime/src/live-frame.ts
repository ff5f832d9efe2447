import { encodeText } from './live-socket.ts';

/** The id a client gave its subscription: each connection counts for itself, so few ids are distinct. */
export type RequestId = string | number;

/** In the place of a request's id, where values go out as they are, without tRPC. */
export const PLAIN = Symbol('plain');

/** One published value and the bytes it becomes. Serialised when somebody asks: a feed may be read by views of it only. */
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

/** Of the value that was published last. */
let newest: LiveFrame | undefined;

/** The frame of this object: 500 feeds to which one object is published in turn share one serialisation. */
export function serialiseOnce(value: object): LiveFrame {
  if (newest?.value !== value) newest = new LiveFrame(value);
  return newest;
}

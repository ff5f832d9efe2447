/** The id a client gave its subscription: each connection counts for itself, so few ids are distinct. */
export type RequestId = string | number;

/** In the place of a request's id, where values go out as they are, without tRPC. */
export const PLAIN = Symbol('plain');

/** One published value and the bytes it becomes. */
export interface LiveFrame {
  readonly value: object;
  /** Length of the value's JSON, in UTF-16 units. */
  readonly length: number;
  /** The complete tRPC `data` message for subscriptions with this request id. */
  encoded(id: RequestId | typeof PLAIN): Buffer;
}

const frames = new WeakMap<object, LiveFrame>();

/** The frame of this object, made on first sight: 500 feeds that publish one object share one serialisation. */
export function serialiseOnce(value: object): LiveFrame {
  let frame = frames.get(value);
  if (!frame) {
    frame = createFrame(value);
    frames.set(value, frame);
  }
  return frame;
}

function createFrame(value: object): LiveFrame {
  const json = JSON.stringify(value);
  const buffers = new Map<RequestId | typeof PLAIN, Buffer>();
  return {
    value,
    length: json.length,
    encoded(id) {
      let buffer = buffers.get(id);
      if (!buffer) {
        buffer = Buffer.from(
          id === PLAIN ? json : `{"id":${JSON.stringify(id)},"result":{"type":"data","data":${json}}}`,
        );
        buffers.set(id, buffer);
      }
      return buffer;
    },
  };
}

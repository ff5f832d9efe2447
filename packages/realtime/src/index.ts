export {
  type Bus,
  type BusAnswer,
  type BusHandler,
  type BusOptions,
  createInProcessBus,
} from './bus.ts';
export * from './bus-messages.ts';
export { createLiveFeed, handOver, type LiveFeed, liveFeedEncoder, mapFeed, sendLive } from './live-feed.ts';
export type { ReaderOwner, SocketReader } from './live-reader.ts';
export { LiveServer, type LiveSocket, LiveWebSocket } from './live-socket.ts';
export { topics } from './topics.ts';

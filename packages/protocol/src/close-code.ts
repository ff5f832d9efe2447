/**
 * Why the server closed a WebSocket. Browser-safe. 10xx are the registered codes (RFC 6455 §7.4.1 and IANA's
 * registry), 4xxx are ours and follow the HTTP status that comes nearest.
 */
export const CloseCode = {
  /** The peer broke the rules of the protocol: come back only with better manners. */
  PolicyViolation: 1008,
  /** The server restarts: come back, with jitter. */
  ServiceRestart: 1012,
  /** The server has no room for another socket just now: come back later. */
  TryAgainLater: 1013,
  /** Who is connected may do other things now than when he came: come back at once, as who you are now. */
  RightsChanged: 4205,
  /** No credentials, or they are not valid: sign in or pair first. */
  Unauthenticated: 4401,
  /** The user, session, token or device lost its access while connected. */
  Revoked: 4403,
  /** What was followed is not there any more: look at what there is. */
  NotFound: 4404,
  /** The peer read too slowly for a feed of which it must not miss anything: come back for a snapshot. */
  SlowReader: 4408,
  /** A newer connection of the same device has taken over: stay away. */
  Replaced: 4409,
  /** This principal or address holds too many sockets. */
  TooManySockets: 4429,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

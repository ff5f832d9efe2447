/**
 * Why the server closed a WebSocket. 10xx are registered codes (RFC 6455 §7.4.1 and IANA's registry); 4xxx are our own
 * and follow the closest HTTP status.
 */
export const CloseCode = {
  /** The peer violated the protocol. */
  PolicyViolation: 1008,
  /** The server is restarting: reconnect, with jitter. */
  ServiceRestart: 1012,
  /** The server has reached its limit of sockets: retry later. */
  TryAgainLater: 1013,
  /** The principal's permissions have changed: reconnect immediately to get the new ones. */
  RightsChanged: 4205,
  /** Missing or invalid credentials: sign in or pair first. */
  Unauthenticated: 4401,
  /** The user, session, token or device lost access while connected. */
  Revoked: 4403,
  /** The subscribed resource no longer exists: reload. */
  NotFound: 4404,
  /** The peer read too slowly for a feed that may not skip values: reconnect for a snapshot. */
  SlowReader: 4408,
  /** A newer connection of the same device has taken over: do not reconnect. */
  Replaced: 4409,
  /** The principal or address has too many sockets. */
  TooManySockets: 4429,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

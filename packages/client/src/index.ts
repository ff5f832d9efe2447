export { backoff } from './backoff.ts';
export { type ClientOptions, createClient, type SitecastClient } from './client.ts';
export { createPortalClient, type PortalClient } from './portal.ts';
export { type ClientProblem, toClientProblem } from './problem.ts';

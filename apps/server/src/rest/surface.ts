import type { ProcedurePath } from './procedures.ts';

/**
 * Which door a route has, and so whom it knows at all; the procedure behind it decides what he may.
 * `open`: anyone. `public`: scripts with `st_` tokens, and people. `session`: people only.
 */
export type Surface = 'open' | 'public' | 'session';

export interface Route {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** OpenAPI form: `/api/devices/{device_id}`. */
  path: `/${string}`;
  procedure: ProcedurePath;
  surface: Surface;
  status: 200 | 201 | 204;
  summary: string;
  /** It answers with what the subscription says, as it comes (server-sent events). */
  streams?: true;
  /** What it may answer beside the statuses that follow from its kind. */
  problems?: (401 | 409 | 410 | 422 | 429)[];
}

type Options = Partial<Pick<Route, 'surface' | 'status' | 'streams' | 'problems'>>;

function route(method: Route['method']) {
  return (path: Route['path'], procedure: ProcedurePath, summary: string, options: Options = {}): Route => ({
    method,
    path,
    procedure,
    summary,
    surface: 'public',
    status: 200,
    ...options,
  });
}
const get = route('get');
const post = route('post');
const patch = route('patch');
const del = route('delete');

/** The whole REST API. The server mounts it, the OpenAPI document describes it and the firewall test walks it. */
export const surface: Route[] = [
  get('/api/health', 'system.info', 'Name and version of this server', { surface: 'open' }),
  post('/auth/token', 'session.token', 'Log a program in', { surface: 'open', problems: [401, 429] }),
  get('/auth/me', 'session.me', 'Who is logged in', { surface: 'session' }),

  get('/auth/tokens', 'personalTokens.list', 'List your personal access tokens', { surface: 'session' }),
  post('/auth/tokens', 'personalTokens.create', 'Create a personal access token; needs a login session', {
    surface: 'session',
    status: 201,
  }),
  get('/auth/tokens/{token_id}', 'personalTokens.get', 'Read a personal access token', {
    surface: 'session',
  }),
  del('/auth/tokens/{token_id}', 'personalTokens.revoke', 'Revoke a personal access token', {
    surface: 'session',
    status: 204,
  }),
  post(
    '/auth/tokens/{token_id}/rotate',
    'personalTokens.rotate',
    'Put a new personal access token in the place of an old one; needs a login session',
    { surface: 'session', status: 201, problems: [409] },
  ),
  get('/auth/admin/tokens', 'personalTokens.adminList', 'List everybody’s personal access tokens', {
    surface: 'session',
  }),
  del(
    '/auth/admin/tokens/{token_id}',
    'personalTokens.adminRevoke',
    'Revoke anyone’s personal access token',
    {
      surface: 'session',
      status: 204,
    },
  ),

  get('/api/users', 'users.list', 'List users, newest first', { surface: 'session' }),
  post('/api/users', 'users.create', 'Create a user, who is invited by a link', {
    surface: 'session',
    status: 201,
    problems: [409],
  }),
  get('/api/users/{user_id}', 'users.get', 'Read a user', { surface: 'session' }),
  patch('/api/users/{user_id}', 'users.update', 'Change a user', { surface: 'session', problems: [409] }),
  del('/api/users/{user_id}', 'users.remove', 'Delete a user', {
    surface: 'session',
    status: 204,
    problems: [409],
  }),
  post('/api/users/{user_id}/activate', 'users.activate', 'Let a user in again', { surface: 'session' }),
  post('/api/users/{user_id}/deactivate', 'users.deactivate', 'Shut a user out', {
    surface: 'session',
    problems: [409],
  }),
  post('/api/users/{user_id}/reset-password', 'users.resetPassword', 'Make a link to choose a new password', {
    surface: 'session',
    problems: [409],
  }),
  post('/api/users/{user_id}/set-password', 'users.setPassword', 'Set a password that must be replaced', {
    surface: 'session',
    status: 204,
  }),

  get('/api/workspaces', 'workspaces.list', 'List the workspaces that you are a member of', {
    surface: 'session',
  }),
  get('/api/members', 'members.list', 'List the members of a workspace', { surface: 'session' }),
  post('/api/members', 'members.invite', 'Make somebody a member; who is unknown is invited by a link', {
    surface: 'session',
    status: 201,
    problems: [409, 429],
  }),
  patch('/api/members/{user_id}', 'members.update', 'Change the role of a member', {
    surface: 'session',
    problems: [409],
  }),
  del('/api/members/{user_id}', 'members.remove', 'Remove a member', {
    surface: 'session',
    status: 204,
    problems: [409],
  }),
  get('/api/audit', 'audit.list', 'List what was done, newest first', { surface: 'session' }),

  get('/api/devices', 'devices.list', 'List screens'),
  post('/api/devices/pair', 'devices.pair', 'Pair the screen that shows a code', {
    status: 201,
    problems: [410],
  }),
  get('/api/devices/{device_id}', 'devices.get', 'Read a screen'),
  patch('/api/devices/{device_id}', 'devices.update', 'Change a screen'),
  del('/api/devices/{device_id}', 'devices.remove', 'Unpair a screen', { status: 204 }),

  get('/api/pip', 'pip.list', 'List overlays, newest first'),
  post('/api/pip', 'pip.show', 'Show an overlay on a screen or a group'),
  del('/api/pip', 'pip.clear', 'Clear overlays from a screen or a group'),
  post('/api/pip/clear', 'pip.clear', 'Clear overlays from a screen or a group'),
  get('/api/pip/{pip_id}', 'pip.get', 'Read an overlay and what became of it on each screen'),

  get('/api/events', 'workspaces.events', 'Follow what happens in a workspace, as it happens', {
    streams: true,
  }),

  get('/api/tokens', 'tokens.list', 'List API tokens', { surface: 'session' }),
  post('/api/tokens', 'tokens.create', 'Create an API token', { surface: 'session', status: 201 }),
  del('/api/tokens/{token_id}', 'tokens.revoke', 'Revoke an API token', { surface: 'session', status: 204 }),
];

/** Procedures that have no REST route on purpose: they serve pages, or only a socket can carry them. */
export const trpcOnly: ProcedurePath[] = [
  'setup.status',
  'setup.complete',
  'session.login',
  'session.logout',
  'session.logoutEverywhere',
  'session.changePassword',
  'session.list',
  'session.revoke',
  'personalTokens.adminCounts',
  'passwordLinks.get',
  'passwordLinks.use',
  'passwordLinks.request',
  'session.loginOptions',
  'session.sendLoginLink',
  'session.useLoginLink',
  'devices.log',
  'members.leave',
];

import type { ProcedurePath } from './procedures.ts';

/**
 * Which door a route has, and so whom it knows at all; the procedure behind it decides what he may.
 * `open`: anyone. `public`: scripts with `st_` tokens, and people. `session`: people only. `agency`: tokens with scope
 * agency; people and other tokens are known there, and told that it is not for them. `portal`: clients only, by the
 * portal's cookie. All of it is below `/portal`, and nothing else is: a proxy may expose just that.
 */
export type Surface = 'open' | 'public' | 'session' | 'agency' | 'portal';

export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI form: `/api/devices/{device_id}`. */
  path: `/${string}`;
  procedure: ProcedurePath;
  surface: Surface;
  status: 200 | 201 | 204;
  summary: string;
  /** It answers with what the subscription says, as it comes (server-sent events). */
  streams?: true;
  /** Its answer holds a secret that is told once: it is never kept. */
  secret?: true;
  /** A body that is in order, for who tries it out. */
  example?: Record<string, string | number | boolean>;
  /** What it may answer beside the statuses that follow from its kind. */
  problems?: (401 | 403 | 409 | 410 | 412 | 413 | 416 | 422 | 429 | 503)[];
  /** It answers the picture itself: the procedure's `image` (base64) in its `mimeType`. */
  picture?: boolean;
  /** It takes a file, as the part `file` of a multipart body. */
  upload?: true;
  /** It answers the bytes of the file that the procedure tells of. */
  download?: true;
}

type Options = Partial<
  Pick<
    Route,
    'surface' | 'status' | 'streams' | 'secret' | 'example' | 'problems' | 'picture' | 'upload' | 'download'
  >
>;

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
const put = route('put');
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
  get('/api/branding', 'branding.get', 'How the workspace’s portals look', { surface: 'session' }),
  patch('/api/branding', 'branding.update', 'Give portals another name or colour', { surface: 'session' }),
  get('/api/audit', 'audit.list', 'List what was done, newest first', { surface: 'session' }),

  get('/api/devices', 'devices.list', 'List screens'),
  post('/api/devices/pair', 'devices.pair', 'Pair the screen that shows a code', {
    status: 201,
    problems: [410],
  }),
  get('/api/devices/{device_id}', 'devices.get', 'Read a screen'),
  patch('/api/devices/{device_id}', 'devices.update', 'Change a screen'),
  del('/api/devices/{device_id}', 'devices.remove', 'Unpair a screen', { status: 204 }),
  get('/api/devices/{device_id}/logs', 'devices.log', 'Read what a screen reported, newest first'),
  post('/api/devices/{device_id}/command', 'devices.command', 'Send a command to a screen'),
  get('/api/devices/{device_id}/commands', 'devices.commands', 'List commands to a screen, newest first'),
  get('/api/devices/{device_id}/screenshot', 'devices.screenshot', 'Read the last screenshot of a screen', {
    picture: true,
  }),

  get('/api/groups', 'groups.list', 'List groups of screens'),
  post('/api/groups', 'groups.create', 'Make a group of screens', { status: 201, problems: [409] }),
  get('/api/groups/{group_id}', 'groups.get', 'Read a group with its screens'),
  patch('/api/groups/{group_id}', 'groups.update', 'Rename a group, or say which screens are in it', {
    problems: [409],
  }),
  del('/api/groups/{group_id}', 'groups.remove', 'Delete a group; its screens stay', { status: 204 }),
  post('/api/groups/{group_id}/devices', 'groups.addDevices', 'Put screens into a group'),
  del('/api/groups/{group_id}/devices/{device_id}', 'groups.removeDevice', 'Take a screen out of a group', {
    status: 204,
  }),
  post('/api/groups/{group_id}/command', 'groups.command', 'Send a command to every screen of a group'),

  get('/api/pip', 'pip.list', 'List overlays, newest first'),
  post('/api/pip', 'pip.show', 'Show an overlay on a screen or a group', {
    example: {
      device_id: '018f0000-0000-7000-8000-000000000000',
      type: 'image',
      uri: 'https://example.com/plan.png',
      position: 'center',
      duration: 30,
    },
  }),
  del('/api/pip', 'pip.clear', 'Clear overlays from a screen or a group'),
  post('/api/pip/clear', 'pip.clear', 'Clear overlays from a screen or a group'),
  get('/api/pip/templates', 'pip.template.list', 'List saved overlays'),
  post('/api/pip/templates', 'pip.template.create', 'Save an overlay', { status: 201, problems: [409] }),
  get('/api/pip/templates/{template_id}', 'pip.template.get', 'Read a saved overlay'),
  patch('/api/pip/templates/{template_id}', 'pip.template.update', 'Change a saved overlay', {
    problems: [409],
  }),
  del('/api/pip/templates/{template_id}', 'pip.template.remove', 'Remove a saved overlay', {
    status: 204,
    problems: [409],
  }),
  get('/api/pip/{pip_id}', 'pip.get', 'Read an overlay and what became of it on each screen'),

  get('/api/events', 'workspaces.events', 'Follow what happens in a workspace, as it happens', {
    streams: true,
  }),

  get('/api/clients', 'clients.list', 'List clients', { surface: 'session' }),
  post('/api/clients', 'clients.create', 'Add a client', {
    surface: 'session',
    status: 201,
    problems: [409],
  }),
  get('/api/clients/{client_id}', 'clients.get', 'Read a client', { surface: 'session' }),
  patch('/api/clients/{client_id}', 'clients.update', 'Rename a client, or shut it out of its portal', {
    surface: 'session',
  }),
  put('/api/clients/{client_id}/password', 'clients.setPassword', 'Ask for a password on top of the link', {
    surface: 'session',
  }),

  get('/api/clients/{client_id}/files', 'clients.files', 'List the files about a client, newest first'),
  post('/api/clients/{client_id}/files', 'clients.addFile', 'Add a file about a client', {
    status: 201,
    upload: true,
  }),
  del('/api/clients/{client_id}/files/{file_id}', 'clients.removeFile', 'Delete a file about a client', {
    status: 204,
  }),
  get('/api/clients/{client_id}/files/{file_id}/download', 'clients.getFile', 'Read a file about a client', {
    download: true,
    problems: [412, 416],
  }),

  get('/api/projects', 'projects.list', 'List projects'),
  post('/api/projects', 'projects.create', 'Create a project', { status: 201 }),
  get('/api/projects/{project_id}', 'projects.get', 'Read a project'),
  patch('/api/projects/{project_id}', 'projects.update', 'Change a project'),
  del('/api/projects/{project_id}', 'projects.remove', 'Remove a project', { status: 204 }),
  post('/api/projects/{project_id}/portal-link', 'projects.createPortalLink', 'Make a link to the portal', {
    surface: 'session',
    status: 201,
    secret: true,
  }),
  get('/api/projects/{project_id}/portal-links', 'projects.portalLinks', 'List the links to the portal', {
    surface: 'session',
  }),
  post(
    '/api/projects/{project_id}/portal-link/{link_id}/revoke',
    'projects.revokePortalLink',
    'End a link to the portal, and whoever came in by it',
    { surface: 'session' },
  ),
  get('/api/projects/{project_id}/locations', 'locations.list', 'List the locations of a project'),
  post('/api/projects/{project_id}/locations', 'locations.create', 'Create a location', { status: 201 }),
  get('/api/locations/{location_id}', 'locations.get', 'Read a location'),
  patch('/api/locations/{location_id}', 'locations.update', 'Change a location'),
  del('/api/locations/{location_id}', 'locations.remove', 'Remove a location', { status: 204 }),
  get('/api/locations/{location_id}/history', 'locations.history', 'What was measured there, in windows'),
  get(
    '/api/locations/{location_id}/levels',
    'locations.levels',
    'The levels of day, evening and night, with their limits',
  ),
  get(
    '/api/locations/{location_id}/assignments',
    'locations.assignments',
    'List the meters that stand and stood at a location, newest first',
  ),

  get('/api/units', 'units.list', 'List meters'),
  post('/api/units', 'units.create', 'Add a meter', { status: 201 }),
  get('/api/units/{unit_id}', 'units.get', 'Read a meter'),
  patch('/api/units/{unit_id}', 'units.update', 'Change a meter'),
  del('/api/units/{unit_id}', 'units.remove', 'Remove a meter', { status: 204 }),
  post('/api/units/{unit_id}/assign', 'units.assign', 'Put a meter at a location', { problems: [409] }),
  post('/api/units/{unit_id}/move', 'units.move', 'Put a meter at a location, wherever it stands', {
    problems: [409],
  }),
  post('/api/units/{unit_id}/unassign', 'units.unassign', 'Take a meter from where it stands'),
  get(
    '/api/units/{unit_id}/assignments',
    'units.assignments',
    'List where a meter stands and stood, newest first',
  ),
  get('/api/units/{unit_id}/status', 'units.status', 'How a meter is, and its newest frame'),
  get('/api/units/{unit_id}/history', 'units.history', 'What a meter measured, in windows'),
  get('/api/units/{unit_id}/log', 'units.log', 'List what happened to its connection, newest first'),
  get('/api/units/{unit_id}/frames', 'units.recent', 'The frames of the last hour, as far as remembered'),
  post('/api/units/{unit_id}/frames', 'units.push', 'Send frames of a meter that pushes', {
    problems: [409, 503],
  }),
  post('/api/units/{unit_id}/start', 'units.startMeasuring', 'Start the measurement', {
    status: 204,
    problems: [409, 503],
  }),
  post('/api/units/{unit_id}/stop', 'units.stopMeasuring', 'Stop the measurement', {
    status: 204,
    problems: [409, 503],
  }),

  get('/api/alerts', 'alerts.list', 'List alerts, newest first'),
  get('/api/alerts/{alert_id}', 'alerts.get', 'Read an alert and what became of what it had to send'),
  post('/api/alerts/{alert_id}/acknowledge', 'alerts.acknowledge', 'Say that an alert has been seen'),
  get('/api/alert-rules', 'alerts.rule.list', 'List the rules of alerts'),
  post('/api/alert-rules', 'alerts.rule.create', 'Create a rule', { status: 201, secret: true }),
  post('/api/alert-rules/dry-run', 'alerts.rule.dryRun', 'What a rule would have told of the last days'),
  get('/api/alert-rules/{rule_id}', 'alerts.rule.get', 'Read a rule'),
  patch('/api/alert-rules/{rule_id}', 'alerts.rule.update', 'Change a rule'),
  del('/api/alert-rules/{rule_id}', 'alerts.rule.remove', 'Remove a rule', { status: 204 }),

  get('/api/playlists', 'playlists.list', 'List playlists, newest first'),

  get('/api/agency/playlists', 'agency.listPlaylists', 'List the playlists that the token may fill', {
    surface: 'agency',
  }),
  get(
    '/api/agency/playlists/{playlist_id}',
    'agency.getPlaylist',
    'Read a playlist that the token may fill',
    {
      surface: 'agency',
    },
  ),

  get('/api/tokens', 'tokens.list', 'List API tokens', { surface: 'session' }),
  post('/api/tokens', 'tokens.create', 'Create an API token', { surface: 'session', status: 201 }),
  del('/api/tokens/{token_id}', 'tokens.revoke', 'Revoke an API token', { surface: 'session', status: 204 }),
  put('/api/tokens/{token_id}/targets', 'tokens.setTargets', 'Say which playlists an agency token may fill', {
    surface: 'session',
    problems: [409],
  }),
  post('/api/tokens/{token_id}/rotate', 'tokens.rotate', 'Put a new API token in the place of an old one', {
    surface: 'session',
    status: 201,
    problems: [409],
  }),

  get('/portal/api/session', 'portal.session', 'Who is looking, and what the portal wears', {
    surface: 'portal',
  }),
  post('/portal/api/session', 'portal.enterPassword', 'Give the password that there is on top of the link', {
    surface: 'portal',
    problems: [403, 429],
  }),
  post('/portal/api/leave', 'portal.leave', 'Leave the portal in this browser', {
    surface: 'portal',
    status: 204,
  }),
  get('/portal/api/overview', 'portal.overview', 'The client’s projects, locations and alerts', {
    surface: 'portal',
  }),
  get('/portal/api/location/{location_id}', 'portal.location', 'A location with its period levels', {
    surface: 'portal',
  }),
  get('/portal/api/location/{location_id}/recent', 'portal.recent', 'The frames of the last hour', {
    surface: 'portal',
  }),
  get('/portal/api/location/{location_id}/history', 'portal.history', 'What was measured there, in windows', {
    surface: 'portal',
  }),
  get('/portal/api/location/{location_id}/alerts', 'portal.alerts', 'List its alerts, newest first', {
    surface: 'portal',
  }),

  get('/api/settings', 'settings.get', 'Read the settings of this installation', { surface: 'session' }),
  patch('/api/settings', 'settings.update', 'Change settings of this installation', { surface: 'session' }),
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
  'devices.commandMany',
  'units.live',
  'branding.setLogo',
  'branding.removeLogo',
  'demo.screens',
  'members.leave',
];

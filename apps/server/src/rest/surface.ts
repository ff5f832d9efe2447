import type { ProcedurePath } from './procedures.ts';

/**
 * Who may call a route; everyone else is anonymous to it. What a caller may do is up to the procedure.
 * `open`: anyone. `public`: scripts with `st_` tokens, and users. `session`: users only. `agency`: tokens with scope
 * agency; users and other tokens are told that it is not for them. `portal`: clients only, by the portal's cookie.
 * Exactly the portal's routes are below `/portal`, so that a proxy can expose just those.
 */
export type Audience = 'open' | 'public' | 'session' | 'agency' | 'portal';

export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI form: `/api/devices/{device_id}`. */
  path: `/${string}`;
  procedure: ProcedurePath;
  summary: string;
  audience: Audience;
  /** The status of success. */
  status: 200 | 201 | 204;
  /**
   * `json`: the procedure's result. `file`: the bytes of the file that the procedure describes. `picture`: its `image`
   * (base64) in its `mimeType`. `events`: server-sent events of the subscription.
   */
  answer: 'json' | 'file' | 'picture' | 'events';
  /** The request's body: JSON, or the part `file` of a multipart body. */
  accepts: 'json' | 'file';
  /** Whether the answer holds a secret that is shown once, and so is never stored. */
  hasSecret: boolean;
  /** Statuses it may answer besides those that follow from its other properties. */
  problems: (401 | 403 | 409 | 410 | 412 | 413 | 416 | 422 | 429 | 503)[];
  /** A valid body, for trying it out in the documentation. */
  example?: Record<string, string | number | boolean>;
}

type Options = Partial<Omit<Route, 'method' | 'path' | 'procedure' | 'summary'>>;

function route(method: Route['method']) {
  return (path: Route['path'], procedure: ProcedurePath, summary: string, options: Options = {}): Route => ({
    method,
    path,
    procedure,
    summary,
    audience: 'public',
    status: 200,
    answer: 'json',
    accepts: 'json',
    hasSecret: false,
    problems: [],
    ...options,
  });
}
const get = route('get');
const post = route('post');
const put = route('put');
const patch = route('patch');
const del = route('delete');

/** The whole REST API. The server mounts it, the OpenAPI document describes it and the firewall test checks it. */
export const surface: Route[] = [
  get('/api/health', 'system.info', 'Get the server’s name and version', { audience: 'open' }),
  post('/auth/token', 'session.token', 'Create an access token from an e-mail address and a password', {
    audience: 'open',
    problems: [401, 429],
  }),
  get('/auth/me', 'session.me', 'Get the authenticated user', { audience: 'session' }),

  get('/auth/tokens', 'personalTokens.list', 'List your personal access tokens', { audience: 'session' }),
  post('/auth/tokens', 'personalTokens.create', 'Create a personal access token (requires a login session)', {
    audience: 'session',
    status: 201,
  }),
  get('/auth/tokens/{token_id}', 'personalTokens.get', 'Get a personal access token', {
    audience: 'session',
  }),
  del('/auth/tokens/{token_id}', 'personalTokens.revoke', 'Revoke a personal access token', {
    audience: 'session',
    status: 204,
  }),
  post(
    '/auth/tokens/{token_id}/rotate',
    'personalTokens.rotate',
    'Rotate a personal access token (requires a login session)',
    { audience: 'session', status: 201, problems: [409] },
  ),
  get('/auth/admin/tokens', 'personalTokens.adminList', 'List the personal access tokens of all users', {
    audience: 'session',
  }),
  del(
    '/auth/admin/tokens/{token_id}',
    'personalTokens.adminRevoke',
    'Revoke a personal access token of any user',
    {
      audience: 'session',
      status: 204,
    },
  ),

  get('/api/users', 'users.list', 'List users, newest first', { audience: 'session' }),
  post('/api/users', 'users.create', 'Create a user and an invitation link', {
    audience: 'session',
    status: 201,
    problems: [409],
  }),
  get('/api/users/{user_id}', 'users.get', 'Get a user', { audience: 'session' }),
  patch('/api/users/{user_id}', 'users.update', 'Update a user', { audience: 'session', problems: [409] }),
  del('/api/users/{user_id}', 'users.remove', 'Delete a user', {
    audience: 'session',
    status: 204,
    problems: [409],
  }),
  post('/api/users/{user_id}/activate', 'users.activate', 'Activate a user', { audience: 'session' }),
  post('/api/users/{user_id}/deactivate', 'users.deactivate', 'Deactivate a user', {
    audience: 'session',
    problems: [409],
  }),
  post('/api/users/{user_id}/reset-password', 'users.resetPassword', 'Create a password reset link', {
    audience: 'session',
    problems: [409],
  }),
  post('/api/users/{user_id}/set-password', 'users.setPassword', 'Set a temporary password', {
    audience: 'session',
    status: 204,
  }),

  get('/api/workspaces', 'workspaces.list', 'List your workspaces', {
    audience: 'session',
  }),
  get('/api/members', 'members.list', 'List the members of a workspace', { audience: 'session' }),
  post('/api/members', 'members.invite', 'Add a member, inviting them if they have no account', {
    audience: 'session',
    status: 201,
    problems: [409, 429],
  }),
  patch('/api/members/{user_id}', 'members.update', 'Change a member’s role', {
    audience: 'session',
    problems: [409],
  }),
  del('/api/members/{user_id}', 'members.remove', 'Remove a member', {
    audience: 'session',
    status: 204,
    problems: [409],
  }),
  get('/api/branding', 'branding.get', 'Get the portal branding of a workspace', { audience: 'session' }),
  patch('/api/branding', 'branding.update', 'Update the portal branding of a workspace', {
    audience: 'session',
  }),
  get('/api/audit', 'audit.list', 'List audit log entries, newest first', { audience: 'session' }),

  get('/api/devices', 'devices.list', 'List screens'),
  post('/api/devices/pair', 'devices.pair', 'Pair a screen by its code', {
    status: 201,
    problems: [410],
  }),
  get('/api/devices/{device_id}', 'devices.get', 'Get a screen'),
  patch('/api/devices/{device_id}', 'devices.update', 'Update a screen'),
  del('/api/devices/{device_id}', 'devices.remove', 'Unpair a screen', { status: 204 }),
  get('/api/devices/{device_id}/logs', 'devices.log', 'List a screen’s log lines, newest first'),
  post('/api/devices/{device_id}/command', 'devices.command', 'Send a command to a screen'),
  get('/api/devices/{device_id}/commands', 'devices.commands', 'List a screen’s commands, newest first'),
  get('/api/devices/{device_id}/screenshot', 'devices.screenshot', 'Download a screen’s latest screenshot', {
    answer: 'picture',
  }),

  get('/api/groups', 'groups.list', 'List groups'),
  post('/api/groups', 'groups.create', 'Create a group', { status: 201, problems: [409] }),
  get('/api/groups/{group_id}', 'groups.get', 'Get a group and its screens'),
  patch('/api/groups/{group_id}', 'groups.update', 'Update a group’s name or screens', {
    problems: [409],
  }),
  del('/api/groups/{group_id}', 'groups.remove', 'Delete a group, keeping its screens', { status: 204 }),
  post('/api/groups/{group_id}/devices', 'groups.addDevices', 'Add screens to a group'),
  del('/api/groups/{group_id}/devices/{device_id}', 'groups.removeDevice', 'Remove a screen from a group', {
    status: 204,
  }),
  post('/api/groups/{group_id}/command', 'groups.command', 'Send a command to all screens in a group'),

  get('/api/pip', 'pip.list', 'List overlays, newest first'),
  post('/api/pip', 'pip.show', 'Show an overlay on a screen or group', {
    example: {
      device_id: '018f0000-0000-7000-8000-000000000000',
      type: 'image',
      uri: 'https://example.com/plan.png',
      position: 'center',
      duration: 30,
    },
  }),
  del('/api/pip', 'pip.clear', 'Clear overlays from a screen or group'),
  post('/api/pip/clear', 'pip.clear', 'Clear overlays from a screen or group'),
  get('/api/pip/templates', 'pip.template.list', 'List overlay templates'),
  post('/api/pip/templates', 'pip.template.create', 'Create an overlay template', {
    status: 201,
    problems: [409],
  }),
  get('/api/pip/templates/{template_id}', 'pip.template.get', 'Get an overlay template'),
  patch('/api/pip/templates/{template_id}', 'pip.template.update', 'Update an overlay template', {
    problems: [409],
  }),
  del('/api/pip/templates/{template_id}', 'pip.template.remove', 'Delete an overlay template', {
    status: 204,
    problems: [409],
  }),
  get('/api/pip/{pip_id}', 'pip.get', 'Get an overlay and its delivery status on each screen'),

  get('/api/events', 'workspaces.events', 'Stream workspace events', {
    answer: 'events',
  }),

  get('/api/clients', 'clients.list', 'List clients', { audience: 'session' }),
  post('/api/clients', 'clients.create', 'Create a client', {
    audience: 'session',
    status: 201,
    problems: [409],
  }),
  get('/api/clients/{client_id}', 'clients.get', 'Get a client', { audience: 'session' }),
  patch('/api/clients/{client_id}', 'clients.update', 'Update a client, or block its portal access', {
    audience: 'session',
  }),
  put(
    '/api/clients/{client_id}/password',
    'clients.setPassword',
    'Set or remove the portal password of a client',
    {
      audience: 'session',
    },
  ),

  get('/api/clients/{client_id}/files', 'clients.files', 'List a client’s files, newest first'),
  post('/api/clients/{client_id}/files', 'clients.addFile', 'Upload a client file', {
    status: 201,
    accepts: 'file',
  }),
  del('/api/clients/{client_id}/files/{file_id}', 'clients.removeFile', 'Delete a client file', {
    status: 204,
  }),
  get('/api/clients/{client_id}/files/{file_id}/download', 'clients.getFile', 'Download a client file', {
    answer: 'file',
    problems: [412, 416],
  }),

  get('/api/projects', 'projects.list', 'List projects'),
  post('/api/projects', 'projects.create', 'Create a project', { status: 201 }),
  get('/api/projects/{project_id}', 'projects.get', 'Get a project'),
  patch('/api/projects/{project_id}', 'projects.update', 'Update a project'),
  del('/api/projects/{project_id}', 'projects.remove', 'Delete a project', { status: 204 }),
  post(
    '/api/projects/{project_id}/portal-link',
    'projects.createPortalLink',
    'Create a portal link for the project’s client',
    {
      audience: 'session',
      status: 201,
      hasSecret: true,
    },
  ),
  get(
    '/api/projects/{project_id}/portal-links',
    'projects.portalLinks',
    'List the portal links of the project’s client',
    {
      audience: 'session',
    },
  ),
  post(
    '/api/projects/{project_id}/portal-link/{link_id}/revoke',
    'projects.revokePortalLink',
    'Revoke a portal link and sign out everyone using it',
    { audience: 'session' },
  ),
  get('/api/projects/{project_id}/locations', 'locations.list', 'List a project’s locations'),
  post('/api/projects/{project_id}/locations', 'locations.create', 'Create a location', { status: 201 }),
  get('/api/locations/{location_id}', 'locations.get', 'Get a location'),
  patch('/api/locations/{location_id}', 'locations.update', 'Update a location'),
  del('/api/locations/{location_id}', 'locations.remove', 'Delete a location', { status: 204 }),
  get(
    '/api/locations/{location_id}/history',
    'locations.history',
    'Get a location’s history in time windows',
  ),
  get(
    '/api/locations/{location_id}/levels',
    'locations.levels',
    'Get the day, evening and night levels with their limits',
  ),
  get(
    '/api/locations/{location_id}/assignments',
    'locations.assignments',
    'List the meters assigned to a location, current and past, newest first',
  ),

  get('/api/units', 'units.list', 'List meters'),
  post('/api/units', 'units.create', 'Create a meter', { status: 201 }),
  get('/api/units/{unit_id}', 'units.get', 'Get a meter'),
  patch('/api/units/{unit_id}', 'units.update', 'Update a meter'),
  del('/api/units/{unit_id}', 'units.remove', 'Delete a meter', { status: 204 }),
  post('/api/units/{unit_id}/assign', 'units.assign', 'Assign a meter to a location', { problems: [409] }),
  post('/api/units/{unit_id}/move', 'units.move', 'Move a meter to another location', {
    problems: [409],
  }),
  post('/api/units/{unit_id}/unassign', 'units.unassign', 'Unassign a meter from its location'),
  get(
    '/api/units/{unit_id}/assignments',
    'units.assignments',
    'List a meter’s assignments, current and past, newest first',
  ),
  get('/api/units/{unit_id}/status', 'units.status', 'Get a meter’s status and latest frame'),
  get('/api/units/{unit_id}/history', 'units.history', 'Get a meter’s history in time windows'),
  get('/api/units/{unit_id}/log', 'units.log', 'List a meter’s connection log, newest first'),
  get('/api/units/{unit_id}/frames', 'units.recent', 'Get a meter’s recent frames, up to one hour'),
  post('/api/units/{unit_id}/frames', 'units.push', 'Push frames of a meter', {
    problems: [409, 503],
  }),
  post('/api/units/{unit_id}/start', 'units.startMeasuring', 'Start measuring', {
    status: 204,
    problems: [409, 503],
  }),
  post('/api/units/{unit_id}/stop', 'units.stopMeasuring', 'Stop measuring', {
    status: 204,
    problems: [409, 503],
  }),

  get('/api/alerts', 'alerts.list', 'List alerts, newest first'),
  get('/api/alerts/{alert_id}', 'alerts.get', 'Get an alert and its notifications'),
  post('/api/alerts/{alert_id}/acknowledge', 'alerts.acknowledge', 'Acknowledge an alert'),
  get('/api/alert-rules', 'alerts.rule.list', 'List alert rules'),
  post('/api/alert-rules', 'alerts.rule.create', 'Create an alert rule', { status: 201, hasSecret: true }),
  post('/api/alert-rules/dry-run', 'alerts.rule.dryRun', 'Test a rule against past readings'),
  get('/api/alert-rules/{rule_id}', 'alerts.rule.get', 'Get an alert rule'),
  patch('/api/alert-rules/{rule_id}', 'alerts.rule.update', 'Update an alert rule'),
  del('/api/alert-rules/{rule_id}', 'alerts.rule.remove', 'Delete an alert rule', { status: 204 }),

  get('/api/playlists', 'playlists.list', 'List playlists, newest first'),

  get('/api/agency/playlists', 'agency.listPlaylists', 'List the playlists that the token can publish to', {
    audience: 'agency',
  }),
  get(
    '/api/agency/playlists/{playlist_id}',
    'agency.getPlaylist',
    'Get a playlist that the token can publish to',
    {
      audience: 'agency',
    },
  ),

  get('/api/tokens', 'tokens.list', 'List API tokens', { audience: 'session' }),
  post('/api/tokens', 'tokens.create', 'Create an API token', { audience: 'session', status: 201 }),
  del('/api/tokens/{token_id}', 'tokens.revoke', 'Revoke an API token', { audience: 'session', status: 204 }),
  put(
    '/api/tokens/{token_id}/targets',
    'tokens.setTargets',
    'Set the playlists that an agency token can publish to',
    {
      audience: 'session',
      problems: [409],
    },
  ),
  post('/api/tokens/{token_id}/rotate', 'tokens.rotate', 'Rotate an API token', {
    audience: 'session',
    status: 201,
    problems: [409],
  }),

  get('/portal/api/session', 'portal.session', 'Get the portal session and branding', {
    audience: 'portal',
  }),
  post('/portal/api/session', 'portal.enterPassword', 'Enter the portal password', {
    audience: 'portal',
    problems: [403, 429],
  }),
  post('/portal/api/leave', 'portal.leave', 'Sign out of the portal', {
    audience: 'portal',
    status: 204,
  }),
  get('/portal/api/overview', 'portal.overview', 'List the client’s projects, locations and alerts', {
    audience: 'portal',
  }),
  get('/portal/api/location/{location_id}', 'portal.location', 'Get a location and its period levels', {
    audience: 'portal',
  }),
  get(
    '/portal/api/location/{location_id}/recent',
    'portal.recent',
    'Get a location’s recent frames, up to one hour',
    {
      audience: 'portal',
    },
  ),
  get(
    '/portal/api/location/{location_id}/history',
    'portal.history',
    'Get a location’s history in time windows',
    {
      audience: 'portal',
    },
  ),
  get(
    '/portal/api/location/{location_id}/alerts',
    'portal.alerts',
    'List a location’s alerts, newest first',
    {
      audience: 'portal',
    },
  ),

  get('/api/settings', 'settings.get', 'Get the installation’s settings', { audience: 'session' }),
  patch('/api/settings', 'settings.update', 'Update the installation’s settings', { audience: 'session' }),
];

/** Procedures without a REST route on purpose: they serve pages, or need a WebSocket. */
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

/**
 * The response to a valid request, by kind of route and caller. `viewer`, `operator` and `admin` are members of one
 * workspace, with a session; `pat` is the operator by a personal token; `stranger` is an admin of another workspace and
 * `platform` an administrator of the installation who is a member of none. `read`, `write`, `full` and `agency` are
 * tokens of that workspace, `foreign` is one of another, and `client` came in by a link to the portal. `unknown` is
 * everybody whom no door knows, see `principals.ts`. `ok` is the route's own status.
 *
 * `one` in a kind's name: the route is about a thing that exists and belongs to the first workspace.
 */
const kinds = `
              unknown  viewer operator pat admin stranger platform  read write full agency foreign client
  open        ok       ok     ok       ok  ok    ok       ok        ok   ok    ok   ok     ok       ok
  person      401      ok     ok       ok  ok    ok       ok        401  401   401  401    401      401
  session     401      ok     ok       403 ok    ok       ok        401  401   401  401    401      401
  own-one     401      404    404      404 ok    404      404       401  401   401  401    401      401
  platform    401      403    403      403 403   403      ok        401  401   401  401    401      401
  member      401      ok     ok       ok  ok    ok       403       401  401   401  401    401      401
  manage      401      403    403      403 ok    ok       403       401  401   401  401    401      401
  manage-one  401      403    403      403 ok    404      403       401  401   401  401    401      401
  read        401      ok     ok       ok  ok    ok       403       ok   ok    ok   403    ok       401
  read-one    401      ok     ok       ok  ok    404      403       ok   ok    ok   403    404      401
  write       401      403    ok       ok  ok    ok       403       403  ok    ok   403    ok       401
  write-one   401      403    ok       ok  ok    404      403       403  ok    ok   403    404      401
  full        401      403    ok       ok  ok    ok       403       403  403   ok   403    ok       401
  full-one    401      403    ok       ok  ok    404      403       403  403   ok   403    404      401
  agency      401      403    403      403 403   403      403       403  403   403  ok     403      401
  member-one  401      ok     ok       ok  ok    404      403       401  401   401  401    401      401
  people      401      403    ok       ok  ok    ok       403       401  401   401  401    401      401
  people-one  401      403    ok       ok  ok    404      403       401  401   401  401    401      401
  portal      401      401    401      401 401   401      401       401  401   401  401    401      ok
`;

/** Every route with its kind, and behind it what is different there. A new route is entered here. */
const rows = `
  GET    /api/health                                open
  POST   /auth/token                                open
  GET    /auth/me                                   person
  GET    /auth/tokens                               person
  POST   /auth/tokens                               session
  GET    /auth/tokens/{token_id}                    own-one
  DELETE /auth/tokens/{token_id}                    own-one
  POST   /auth/tokens/{token_id}/rotate             own-one  pat=403
  GET    /auth/admin/tokens                         platform
  DELETE /auth/admin/tokens/{token_id}              platform
  GET    /api/users                                 platform
  POST   /api/users                                 platform
  GET    /api/users/{user_id}                       platform
  PATCH  /api/users/{user_id}                       platform
  DELETE /api/users/{user_id}                       platform
  POST   /api/users/{user_id}/activate              platform
  POST   /api/users/{user_id}/deactivate            platform
  POST   /api/users/{user_id}/reset-password        platform
  POST   /api/users/{user_id}/set-password          platform
  GET    /api/workspaces                            person
  GET    /api/members                               member
  POST   /api/members                               manage
  PATCH  /api/members/{user_id}                     manage-one
  DELETE /api/members/{user_id}                     manage-one
  GET    /api/audit                                 manage
  GET    /api/clients                               member
  POST   /api/clients                               people
  GET    /api/clients/{client_id}                   member-one
  PATCH  /api/clients/{client_id}                   people-one
  PUT    /api/clients/{client_id}/password          people-one
  GET    /api/clients/{client_id}/files             read-one
  POST   /api/clients/{client_id}/files             write-one
  DELETE /api/clients/{client_id}/files/{file_id}   write-one
  GET    /api/clients/{client_id}/files/{file_id}/download read-one
  GET    /api/branding                              member
  PATCH  /api/branding                              manage
  GET    /api/devices                               read
  POST   /api/devices/pair                          write
  GET    /api/devices/{device_id}                   read-one
  PATCH  /api/devices/{device_id}                   write-one
  DELETE /api/devices/{device_id}                   write-one
  GET    /api/devices/{device_id}/logs              read-one
  POST   /api/devices/{device_id}/command           full-one
  GET    /api/devices/{device_id}/commands          read-one
  GET    /api/devices/{device_id}/screenshot        read-one
  GET    /api/groups                                read
  POST   /api/groups                                write-one
  GET    /api/groups/{group_id}                     read-one
  PATCH  /api/groups/{group_id}                     write-one
  DELETE /api/groups/{group_id}                     write-one
  POST   /api/groups/{group_id}/devices             write-one
  DELETE /api/groups/{group_id}/devices/{device_id} write-one
  POST   /api/groups/{group_id}/command             full-one
  GET    /api/pip                                   read
  POST   /api/pip                                   full-one
  DELETE /api/pip                                   full-one
  POST   /api/pip/clear                             full-one
  GET    /api/pip/templates                         read
  POST   /api/pip/templates                         full
  GET    /api/pip/templates/{template_id}           read-one
  PATCH  /api/pip/templates/{template_id}           full-one
  DELETE /api/pip/templates/{template_id}           full-one
  GET    /api/pip/{pip_id}                          read-one
  GET    /api/events                                read
  GET    /api/projects                              read
  POST   /api/projects                              write
  GET    /api/projects/{project_id}                 read-one
  PATCH  /api/projects/{project_id}                 write-one
  DELETE /api/projects/{project_id}                 write-one
  GET    /api/projects/{project_id}/locations       read-one
  POST   /api/projects/{project_id}/locations       write-one
  POST   /api/projects/{project_id}/portal-link     people-one
  GET    /api/projects/{project_id}/portal-links    member-one
  POST   /api/projects/{project_id}/portal-link/{link_id}/revoke people-one
  GET    /api/locations/{location_id}               read-one
  PATCH  /api/locations/{location_id}               write-one
  DELETE /api/locations/{location_id}               write-one
  GET    /api/locations/{location_id}/history       read-one
  GET    /api/locations/{location_id}/levels        read-one
  GET    /api/locations/{location_id}/assignments   read-one
  GET    /api/units                                 read
  POST   /api/units                                 write
  GET    /api/units/{unit_id}                       read-one
  PATCH  /api/units/{unit_id}                       write-one
  DELETE /api/units/{unit_id}                       write-one
  POST   /api/units/{unit_id}/assign                write-one
  POST   /api/units/{unit_id}/move                  write-one
  POST   /api/units/{unit_id}/unassign              write-one
  GET    /api/units/{unit_id}/assignments           read-one
  GET    /api/units/{unit_id}/status                read-one
  GET    /api/units/{unit_id}/history               read-one
  GET    /api/units/{unit_id}/log                   read-one
  GET    /api/units/{unit_id}/frames                read-one
  POST   /api/units/{unit_id}/frames                write-one
  POST   /api/units/{unit_id}/start                 full-one  ok=409
  POST   /api/units/{unit_id}/stop                  full-one  ok=409
  GET    /api/alerts                                read
  GET    /api/alerts/{alert_id}                     read-one
  POST   /api/alerts/{alert_id}/acknowledge         write-one
  GET    /api/alert-rules                           read
  POST   /api/alert-rules                           full-one
  POST   /api/alert-rules/dry-run                   read-one
  GET    /api/alert-rules/{rule_id}                 read-one
  PATCH  /api/alert-rules/{rule_id}                 full-one
  DELETE /api/alert-rules/{rule_id}                 full-one
  GET    /api/playlists                             read
  GET    /api/agency/playlists                      agency
  GET    /api/agency/playlists/{playlist_id}        agency
  GET    /api/tokens                                member
  POST   /api/tokens                                member
  DELETE /api/tokens/{token_id}                     own-one  platform=403
  PUT    /api/tokens/{token_id}/targets             own-one  platform=403
  POST   /api/tokens/{token_id}/rotate              own-one  platform=403
  GET    /api/settings                              platform
  PATCH  /api/settings                              platform
  GET    /portal/api/session                        portal
  POST   /portal/api/session                        portal
  POST   /portal/api/leave                          portal
  GET    /portal/api/overview                       portal
  GET    /portal/api/location/{location_id}         portal
  GET    /portal/api/location/{location_id}/recent  portal
  GET    /portal/api/location/{location_id}/history portal
  GET    /portal/api/location/{location_id}/alerts  portal
`;

function wordsOf(table: string): string[][] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
}

const [columns, ...lines] = wordsOf(kinds);
const byKind = new Map(
  lines.map(([kind, ...cells]) => [kind!, new Map(columns!.map((who, i) => [who, cells[i]!]))]),
);

/** The kinds of callers that every row has an expectation of. */
export const callers: readonly string[] = columns!;

export interface Expectations {
  /** `GET /api/devices`, as the table of routes has it. */
  route: string;
  /** @param ok what the route answers when it does what it is for */
  statusFor(who: string, ok: number): number;
}

export const expectations: Expectations[] = wordsOf(rows).map(([method, path, kind, ...others]) => {
  const cells = byKind.get(kind!);
  if (!cells) throw new Error(`${method} ${path}: there is no kind ${kind}`);
  const different = new Map(others.map((other) => other.split('=') as [string, string]));
  return {
    route: `${method} ${path}`,
    statusFor(who, ok) {
      const cell = different.get(who) ?? cells.get(who)!;
      return cell === 'ok' ? Number(different.get('ok') ?? ok) : Number(cell);
    },
  };
});

/** Groups of routes, by the first part of their procedures' names. */
export const tags: Record<string, { name: string; description: string }> = {
  devices: { name: 'Screens', description: 'Devices that run the player, paired with a code.' },
  groups: { name: 'Groups', description: 'Sets of screens that share overlays and commands.' },
  pip: {
    name: 'Overlays',
    description: 'Content shown on top of the playlist of a screen or group, in real time.',
  },
  playlists: { name: 'Playlists', description: 'Ordered lists of content that screens play.' },
  agency: {
    name: 'Agencies',
    description: 'For external agencies, which can access only the playlists that their token names.',
  },
  clients: {
    name: 'Clients',
    description:
      'Customers for whom you measure, and their files. Each sees only its own portal, without the files.',
  },
  branding: { name: 'Branding', description: 'Name, logo and colour of a workspace’s client portals.' },
  portal: {
    name: 'Portal',
    description:
      'For clients’ browsers, which can access only the client’s own locations. `/portal/api/location/{location_id}/history.csv` returns the history as CSV, with the same query; `/portal/api/location/{location_id}/stream` is a WebSocket with live frames.',
  },
  projects: { name: 'Projects', description: 'Sites with their measurement locations, each for one client.' },
  locations: { name: 'Locations', description: 'Measurement locations of a project.' },
  units: {
    name: 'Meters',
    description:
      'Sound level meters: their assignments, status and readings. `/api/units/{unit_id}/history.csv` returns the history as CSV, with the same query.',
  },
  alerts: {
    name: 'Alerts',
    description: 'Rules on sound levels and the health of meters, and the alerts that they raise.',
  },
  tokens: { name: 'API tokens', description: 'Tokens for scripts. Only users can manage them.' },
  settings: { name: 'Settings', description: 'Settings of the installation. For platform administrators.' },
  personalTokens: {
    name: 'Personal access tokens',
    description: 'Tokens that act as the user who created them, for the command line and CI.',
  },
  users: { name: 'Users', description: 'User accounts of the installation. For platform administrators.' },
  workspaces: { name: 'Workspaces', description: 'Tenants. Everything else belongs to exactly one.' },
  members: { name: 'Members', description: 'Users in a workspace and their roles. For its admins.' },
  audit: {
    name: 'Audit log',
    description: 'Who did what, and when. `/api/audit.csv` returns it as CSV, with the same filters.',
  },
  session: { name: 'Login', description: 'Sessions of users and of programs that act for them.' },
  system: { name: 'Server', description: 'Information about the server.' },
};

export function tagOf(procedure: string): string {
  return tags[procedure.slice(0, procedure.indexOf('.'))]!.name;
}

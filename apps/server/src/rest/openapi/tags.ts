/** The groups of routes, by the first part of their procedures' names. */
export const tags: Record<string, { name: string; description: string }> = {
  devices: { name: 'Screens', description: 'Screens that run the player, paired with a code.' },
  groups: { name: 'Groups', description: 'Sets of screens, to send overlays and commands to together.' },
  pip: {
    name: 'Overlays',
    description: 'What floats above the playlist of a screen or of a group of screens.',
  },
  playlists: { name: 'Playlists', description: 'Ordered lists of content that screens play.' },
  agency: {
    name: 'Agencies',
    description: 'For an outside agency, which sees the playlists that its token names, and nothing else.',
  },
  clients: {
    name: 'Clients',
    description:
      'Customers whose projects we watch. Each sees its own portal, but not the files that are kept about it.',
  },
  branding: { name: 'Branding', description: 'What the portals of a workspace wear.' },
  portal: {
    name: 'Portal',
    description:
      'For the browsers of clients, which see their own locations, and nothing else. History as CSV, with the same query, is at `/portal/api/location/{location_id}/history.csv`; live frames come by WebSocket from `/portal/api/location/{location_id}/stream`.',
  },
  projects: { name: 'Projects', description: 'Work at a site, for one client.' },
  locations: { name: 'Locations', description: 'The monitored points of a project.' },
  units: {
    name: 'Meters',
    description:
      'Sound level meters: where they stand, how they are, what they measure. Their history as CSV, with the same query, is at `/api/units/{unit_id}/history.csv`.',
  },
  alerts: { name: 'Alerts', description: 'Rules on levels and on the state of meters, and what they told.' },
  tokens: { name: 'API tokens', description: 'Tokens for scripts. Only people can manage them.' },
  settings: { name: 'Settings', description: 'Of this installation. For its administrators.' },
  personalTokens: {
    name: 'Personal access tokens',
    description: 'Tokens that act as the person who has made them, for the command line and CI.',
  },
  users: { name: 'Users', description: 'The people of this installation. For its administrators.' },
  workspaces: { name: 'Workspaces', description: 'The tenants: screens, tokens and members belong to one.' },
  members: { name: 'Members', description: 'Who may do what in a workspace. For its admins.' },
  audit: {
    name: 'Audit log',
    description: 'Who did what. As CSV, with the same filters, it is at `/api/audit.csv`.',
  },
  session: { name: 'Login', description: 'Sessions of people and of programs that act for them.' },
  system: { name: 'Server', description: 'This installation.' },
};

export function tagOf(procedure: string): string {
  return tags[procedure.slice(0, procedure.indexOf('.'))]!.name;
}

/** The bus's topic names. Everything that travels between processes is listed here. */
export const topics = {
  /** To the process that holds this screen's socket. Carries `DeviceTopicMessage`; answered with `DeviceReply`. */
  device: (deviceId: string) => `device.${deviceId}`,
  /** A session, token, user or device has lost its access. Carries `Revocation`. */
  revoked: 'revoked',
  /** A setting of the installation has changed: read them again. Carries nothing else. */
  settings: 'settings',
  /** What the dashboards of a workspace show live. Carries `WorkspaceEvent`. */
  workspaceEvents: (workspaceId: string) => `workspace.${workspaceId}.events`,
  /** Each frame of a meter, once, from the process that reads it. Carries `Frame` of `@sitecast/monitor`. */
  unitFrames: (unitId: string) => `unit.${unitId}.frames`,
  /** Somebody watches this meter. Carries `UnitDemand`; whoever reads it answers with `UnitDemandReply`. */
  unitDemand: (unitId: string) => `unit.${unitId}.demand`,
  /** To the process that reads this meter. Carries `UnitRequest`; each answer has a schema of its own. */
  unitReader: (unitId: string) => `unit.${unitId}.reader`,
  /** Which meters there are, or who reads them, has changed. Carries `UnitsNews`. */
  units: 'units',
  /** The processes of one installation that read meters know of each other by it. Carries `HubHello`. */
  hubs: (installation: string) => `hubs.${installation}`,
} as const;

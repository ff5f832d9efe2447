/** Every topic of the bus, and the messages it carries. */
export const topics = {
  /** Carries `DeviceTopicMessage` to the process that holds the screen's socket, which answers with `DeviceReply`. */
  device: (deviceId: string) => `device.${deviceId}`,
  /** Carries `Revocation`: a session, token, user or device has lost access. */
  revoked: 'revoked',
  /** Settings of the installation have changed and must be reloaded. Carries no data. */
  settings: 'settings',
  /** Carries `WorkspaceEvent` for the workspace's dashboards. */
  workspaceEvents: (workspaceId: string) => `workspace.${workspaceId}.events`,
  /** Carries `AlertsChanged`: a workspace's alert rules or meter assignments have changed. */
  alertsChanged: 'alerts.changed',
  /** Carries `Frame` of `@sitecast/monitor`, published once by the process that reads the meter. */
  unitFrames: (unitId: string) => `unit.${unitId}.frames`,
  /** Carries `UnitDemand` while someone watches the meter. Its reader answers with `UnitDemandReply`. */
  unitDemand: (unitId: string) => `unit.${unitId}.demand`,
  /** Carries `UnitRequest` to the process that reads the meter. Each request has its own reply schema. */
  unitReader: (unitId: string) => `unit.${unitId}.reader`,
  /** Carries `UnitsChanged`: meters or their leases have changed. */
  units: 'units',
  /** Carries `HubHello`, by which the processes of an installation that read meters discover each other. */
  hubs: (installation: string) => `hubs.${installation}`,
} as const;

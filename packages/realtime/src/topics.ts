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
  /** Rules of alerts, or where meters stand, have changed in a workspace. Carries `AlertsChanged`. */
  alertsChanged: 'alerts.changed',
} as const;

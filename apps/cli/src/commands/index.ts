import type { Command } from '../command.ts';
import { activateUser, addUser, deactivateUser, listUsers, removeUser, setRole } from './admin.ts';
import { resetPassword, setPassword } from './admin-password.ts';
import { listAlerts } from './alerts.ts';
import { importToken } from './auth-import-token.ts';
import {
  createPersonalToken,
  listPersonalTokens,
  revokePersonalToken,
  rotatePersonalToken,
} from './auth-token.ts';
import { listClients } from './clients.ts';
import { downloadClientFile, listClientFiles, removeClientFile, uploadClientFiles } from './clients-files.ts';
import { listDevices, pairDevice, showDevice } from './devices.ts';
import { commandDevices } from './devices-command.ts';
import { showDeviceLogs } from './devices-logs.ts';
import {
  addToGroup,
  createGroup,
  listGroups,
  removeFromGroup,
  removeGroup,
  renameGroup,
  showGroup,
} from './groups.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { listMeters } from './meters.ts';
import { meterHistory } from './meters-history.ts';
import { watchMeter } from './meters-watch.ts';
import { clearOverlay, listOverlays } from './pip.ts';
import { sendOverlay } from './pip-send.ts';
import { listProjects, showProject } from './projects.ts';
import { linkProject, listProjectLinks, previewProject, revokeProjectLink } from './projects-portal.ts';
import { createApiToken, listApiTokens, retargetApiToken, revokeApiToken, rotateApiToken } from './tokens.ts';
import { whoami } from './whoami.ts';
import { listWorkspaces, useWorkspace } from './workspace.ts';

/** Command groups and their descriptions. */
export const groups: Record<string, string> = {
  admin: 'Manage the users of the server (administrators only)',
  auth: 'Manage personal access tokens for the command line and CI',
  'auth token': 'Manage your personal access tokens',
  alerts: 'View alerts raised by rules on sound levels and meters',
  clients: 'Manage clients and their files',
  devices: 'Manage screens',
  groups: 'Manage groups of devices',
  meters: 'View sound level meters and their readings',
  projects: 'View projects and manage their portal links',
  tokens: 'Manage API tokens of the workspace',
  workspace: 'List and select workspaces',
  pip: 'Send and clear overlays',
};

/** Every command, in the order of the help. */
export const commands: Command[] = [
  login,
  logout,
  whoami,
  importToken,
  createPersonalToken,
  listPersonalTokens,
  revokePersonalToken,
  rotatePersonalToken,
  listWorkspaces,
  useWorkspace,
  listDevices,
  pairDevice,
  showDevice,
  commandDevices,
  showDeviceLogs,
  listGroups,
  showGroup,
  createGroup,
  renameGroup,
  addToGroup,
  removeFromGroup,
  removeGroup,
  sendOverlay,
  clearOverlay,
  listOverlays,
  listProjects,
  showProject,
  linkProject,
  listProjectLinks,
  revokeProjectLink,
  previewProject,
  listClients,
  listClientFiles,
  uploadClientFiles,
  downloadClientFile,
  removeClientFile,
  listMeters,
  watchMeter,
  meterHistory,
  listAlerts,
  createApiToken,
  listApiTokens,
  revokeApiToken,
  rotateApiToken,
  retargetApiToken,
  listUsers,
  addUser,
  setRole,
  activateUser,
  deactivateUser,
  resetPassword,
  setPassword,
  removeUser,
];

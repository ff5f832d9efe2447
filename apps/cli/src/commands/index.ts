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

/** What stands before the last word of commands that have several. */
export const groups: Record<string, string> = {
  admin: 'The users of the server, for its administrators',
  auth: 'Personal access tokens, for the command line and CI',
  'auth token': 'Your personal access tokens',
  alerts: 'What meters have shown that rules forbid',
  clients: 'The clients of the workspace, and files about them',
  devices: 'The screens of the workspace',
  groups: 'Sets of devices, to reach together',
  meters: 'The sound level meters of the workspace',
  projects: 'The projects of the workspace, their locations and their portals',
  tokens: 'API tokens of the workspace, for scripts',
  workspace: 'The workspaces that you are in',
  pip: 'Overlays above what the screens play',
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

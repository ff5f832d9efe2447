import type { Command } from '../command.ts';
import { listDevices, pairDevice, showDevice } from './devices.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { clearOverlay, listOverlays } from './pip.ts';
import { sendOverlay } from './pip-send.ts';
import { createApiToken, listApiTokens, revokeApiToken } from './tokens.ts';
import { whoami } from './whoami.ts';
import { listWorkspaces, useWorkspace } from './workspace.ts';

/** What stands before the last word of commands that have several. */
export const groups: Record<string, string> = {
  devices: 'The screens of the workspace',
  tokens: 'API tokens of the workspace, for scripts',
  workspace: 'The workspaces that you are in',
  pip: 'Overlays above what the screens play',
};

/** Every command, in the order of the help. */
export const commands: Command[] = [
  login,
  logout,
  whoami,
  listWorkspaces,
  useWorkspace,
  listDevices,
  pairDevice,
  showDevice,
  sendOverlay,
  clearOverlay,
  listOverlays,
  createApiToken,
  listApiTokens,
  revokeApiToken,
];

import type { Command } from '../command.ts';
import { listDevices, pairDevice, showDevice } from './devices.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { clearOverlay, listOverlays } from './pip.ts';
import { sendOverlay } from './pip-send.ts';
import { whoami } from './whoami.ts';

/** The first words of the commands that have two. */
export const groups: Record<string, string> = {
  devices: 'The screens of the workspace',
  pip: 'Overlays above what the screens play',
};

/** Every command, in the order of the help. */
export const commands: Command[] = [
  login,
  logout,
  whoami,
  listDevices,
  pairDevice,
  showDevice,
  sendOverlay,
  clearOverlay,
  listOverlays,
];

import type { DeviceCommandMessage } from '@sitecast/protocol/messages';

/**
 * The state that commands have set, each run once. Pure: every step returns the next state and the actions to take. A
 * command may be delivered again, in a snapshot or after a restart; then only its answer is repeated.
 */

export interface Outcome {
  status: 'done' | 'failed' | 'unsupported';
  detail?: string;
}

interface Acted {
  id: string;
  /** Null while it is running. */
  outcome: Outcome | null;
}

export interface Commands {
  /** False: the screen is black. */
  screenOn: boolean;
  /** Oldest first. */
  acted: readonly Acted[];
}

export type CommandsEvent =
  | { type: 'command'; command: DeviceCommandMessage }
  | { type: 'outcome'; id: string; outcome: Outcome };

export type CommandAction =
  | { do: 'show-power' }
  | { do: 'identify'; seconds: number }
  | { do: 'photograph'; id: string }
  /** Answered first, because the page that runs it is gone afterwards. */
  | { do: 'reload'; id: string }
  | { do: 'power'; id: string; how: 'reboot' | 'shutdown' }
  | { do: 'report'; id: string; outcome: Outcome };

export interface CommandsStep {
  commands: Commands;
  actions: CommandAction[];
}

export const noCommands: Commands = { screenOn: true, acted: [] };

const REMEMBER_ACTED = 100;
const IDENTIFY_SECONDS = 10;
const DONE: Outcome = { status: 'done' };

export function stepCommands(commands: Commands, event: CommandsEvent): CommandsStep {
  return event.type === 'command'
    ? act(commands, event.command)
    : {
        commands: noted(commands, event.id, event.outcome),
        actions: [{ do: 'report', id: event.id, outcome: event.outcome }],
      };
}

function act(commands: Commands, { command_id: id, type, payload }: DeviceCommandMessage): CommandsStep {
  const known = commands.acted.find((acted) => acted.id === id);
  if (known) {
    const { outcome } = known;
    return { commands, actions: outcome ? [{ do: 'report', id, outcome }] : [] };
  }
  const begun = noted(commands, id, null);
  const finished = noted(commands, id, DONE);
  const report: CommandAction = { do: 'report', id, outcome: DONE };
  switch (type) {
    case 'screen_on':
    case 'screen_off':
      return {
        commands: { ...finished, screenOn: type === 'screen_on' },
        actions: [{ do: 'show-power' }, report],
      };
    case 'identify':
      return { commands: finished, actions: [{ do: 'identify', seconds: secondsOf(payload) }, report] };
    case 'launch':
    case 'update':
      // Saved as done beforehand, so that the reloaded page does not run it again.
      return { commands: finished, actions: [{ do: 'reload', id }] };
    case 'reboot':
    case 'shutdown':
      return { commands: begun, actions: [{ do: 'power', id, how: type }] };
    case 'screenshot':
      return { commands: begun, actions: [{ do: 'photograph', id }] };
  }
}

function noted(commands: Commands, id: string, outcome: Outcome | null): Commands {
  const others = commands.acted.filter((acted) => acted.id !== id);
  return { ...commands, acted: [...others, { id, outcome }].slice(-REMEMBER_ACTED) };
}

function secondsOf(payload: DeviceCommandMessage['payload']): number {
  const seconds = payload?.seconds;
  return typeof seconds === 'number' && seconds > 0 ? Math.min(seconds, 60) : IDENTIFY_SECONDS;
}

import type { DeviceInfo } from '@sitecast/api/screens/devices/schema';
import type { DeviceCommandMessage } from '@sitecast/protocol/messages';
import {
  type CommandAction,
  type CommandsEvent,
  noCommands,
  type Outcome,
  stepCommands,
} from './core/commands.ts';
import { commandReport, logLine } from './core/outbox.ts';
import { restoreCommands, saveCommands } from './core/saved.ts';
import type { View } from './dom/view.ts';
import type { Connection } from './net.ts';
import type { Platform } from './platform/browser.ts';
import type { Reporter } from './reporter.ts';
import type { Showing } from './showing.ts';
import { uploadScreenshot } from './upload.ts';

export interface CommandCenter {
  /** Restores whether the screen is off from before the player was stopped. */
  restore(): void;
  receive(command: DeviceCommandMessage): void;
  /** The player's info, including the state that commands have set. */
  info(): DeviceInfo;
  /** Sets the connection for screenshots; null while disconnected. */
  attach(connection: Connection | null): void;
  /** Drops the state of a workspace that the screen no longer belongs to. */
  forget(): void;
}

const KEY = 'sitecast.commands';

/** Runs operators' commands and reports each once it is done. */
export function createCommandCenter(
  platform: Platform,
  reporter: Reporter,
  showing: Showing,
  view: Pick<View, 'showPower' | 'identify'>,
): CommandCenter {
  let commands = noCommands;
  let connection: Connection | null = null;

  function dispatch(event: CommandsEvent): void {
    const step = stepCommands(commands, event);
    commands = step.commands;
    // Saved first, because the actions may reload this page.
    platform.storage.set(KEY, saveCommands(commands));
    for (const action of step.actions) carryOut(action);
  }

  function carryOut(action: CommandAction): void {
    switch (action.do) {
      case 'show-power':
        showPower();
        void connection?.api.device.hello.mutate(info()).catch(() => {});
        break;
      case 'identify':
        view.identify(action.seconds);
        break;
      case 'photograph':
        photograph(action.id);
        break;
      case 'reload':
        reporter.postThen(commandReport(action.id, { status: 'done' }), platform.reload);
        break;
      case 'power':
        switchMachine(action.id, action.how);
        break;
      case 'report':
        reporter.post(commandReport(action.id, action.outcome));
        break;
    }
  }

  function showPower(): void {
    view.showPower(commands.screenOn);
    showing.power(commands.screenOn);
  }

  function switchMachine(id: string, how: 'reboot' | 'shutdown'): void {
    const act = platform[how];
    if (act) reporter.postThen(commandReport(id, { status: 'done' }), act);
    else
      finish(id, {
        status: 'unsupported',
        detail: 'a web page has no power over the machine that it runs on',
      });
  }

  function photograph(id: string): void {
    const via = connection;
    platform
      .screenshot()
      .then((picture) => {
        if (!via || connection !== via) throw new Error('the connection was lost');
        // The server treats the last part as the command's answer.
        return uploadScreenshot(via, id, picture);
      })
      .catch((error) => finish(id, { status: 'failed', detail: reasonOf(error) }));
  }

  function finish(id: string, outcome: Outcome): void {
    dispatch({ type: 'outcome', id, outcome });
  }

  function info(): DeviceInfo {
    return { ...platform.info(), screenOn: commands.screenOn };
  }

  return {
    restore() {
      commands = restoreCommands(platform.storage.get(KEY));
      showPower();
    },
    receive(command) {
      reporter.post(logLine('info', 'command', `${command.type} (${command.command_id})`));
      try {
        dispatch({ type: 'command', command });
      } catch (error) {
        finish(command.command_id, { status: 'failed', detail: reasonOf(error) });
      }
    },
    info,
    attach(next) {
      connection = next;
    },
    forget() {
      commands = noCommands;
      platform.storage.set(KEY, saveCommands(commands));
      showPower();
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import type { DeviceCommandMessage } from '@sitecast/protocol/messages';
import { describe, expect, test } from 'vitest';
import { type Commands, noCommands, stepCommands } from './commands.ts';
import { restoreCommands, saveCommands } from './saved.ts';

const done = { status: 'done' } as const;

function command(type: DeviceCommandMessage['type'], id = 'c', payload?: Record<string, unknown>) {
  return { type: 'command', command: { event: 'device:command', command_id: id, type, payload } } as const;
}

/** The actions of a screen that receives these in turn. */
function hear(...events: Parameters<typeof stepCommands>[1][]) {
  let commands: Commands = noCommands;
  const actions = events.map((event) => {
    const step = stepCommands(commands, event);
    commands = step.commands;
    return step.actions;
  });
  return { commands, actions };
}

describe('power', () => {
  test('turns off and on, and is answered afterwards', () => {
    const { commands, actions } = hear(command('screen_off', 'a'), command('screen_on', 'b'));
    expect(actions).toEqual([
      [{ do: 'show-power' }, { do: 'report', id: 'a', outcome: done }],
      [{ do: 'show-power' }, { do: 'report', id: 'b', outcome: done }],
    ]);
    expect(commands.screenOn).toBe(true);
  });

  test('survives a restart', () => {
    const { commands } = hear(command('screen_off'));
    expect(restoreCommands(saveCommands(commands))).toEqual(commands);
  });

  test.each([null, '', '{', '{"screenOn":"no"}', '[]'])('a screen that saved %j is on', (text) => {
    expect(restoreCommands(text)).toEqual(noCommands);
  });
});

describe('a repeated command', () => {
  test('gets the same answer and is not run again', () => {
    const { actions, commands } = hear(
      command('screen_off', 'a'),
      command('screen_on', 'b'),
      command('screen_off', 'a'),
    );
    expect(actions[2]).toEqual([{ do: 'report', id: 'a', outcome: done }]);
    expect(commands.screenOn).toBe(true);
  });

  test('has no answer while it is still running', () => {
    const failed = { status: 'failed', detail: 'no canvas' } as const;
    const { actions } = hear(
      command('screenshot'),
      command('screenshot'),
      { type: 'outcome', id: 'c', outcome: failed },
      command('screenshot'),
    );
    const report = { do: 'report', id: 'c', outcome: failed };
    expect(actions).toEqual([[{ do: 'photograph', id: 'c' }], [], [report], [report]]);
  });

  test('does not restart the player again after its restart', () => {
    const { commands, actions } = hear(command('update'));
    expect(actions).toEqual([[{ do: 'reload', id: 'c' }]]);
    const restarted = restoreCommands(saveCommands(commands));
    expect(stepCommands(restarted, command('update')).actions).toEqual([
      { do: 'report', id: 'c', outcome: done },
    ]);
  });

  test('is remembered among the last hundred', () => {
    const { commands } = hear(...Array.from({ length: 150 }, (_, n) => command('identify', `c${n}`)));
    expect(commands.acted).toHaveLength(100);
    expect(commands.acted[99]).toEqual({ id: 'c149', outcome: done });
  });
});

test.each([
  [undefined, 10],
  [{}, 10],
  [{ seconds: 3 }, 3],
  [{ seconds: 3600 }, 60],
  [{ seconds: 0 }, 10],
  [{ seconds: 'long' }, 10],
])('identify with %j lasts %i s', (payload, seconds) => {
  expect(hear(command('identify', 'c', payload)).actions[0]).toContainEqual({ do: 'identify', seconds });
});

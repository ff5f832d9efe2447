import { CloseCode } from '@sitecast/protocol/close-code';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AccessCheck,
  initialLive,
  type LiveCommand,
  type LiveEvent,
  type LiveState,
  stepLive,
} from './machine.ts';

function follow(...events: LiveEvent[]) {
  let live = initialLive;
  const commands: LiveCommand[] = [];
  for (const event of events) {
    const step = stepLive(live, event);
    live = step.live;
    commands.push(...step.commands);
  }
  return { live, commands, done: commands.map((command) => command.do) };
}

const shown: LiveEvent = { type: 'shown' };
const opened: LiveEvent = { type: 'opened' };
const lost = (code: number | null, opened = true): LiveEvent => ({ type: 'lost', opened, code });

describe('a stream', () => {
  test('opens only once the page is visible', () => {
    expect(follow(opened, { type: 'resume' }).live.phase).toBe('hidden');
    expect(follow(shown)).toMatchObject({
      live: { phase: 'connecting' },
      done: ['connect', 'start-idle-timer'],
    });
    expect(follow(shown, opened).live.phase).toBe('live');
  });

  test('that is paused stays paused until the viewer resumes', () => {
    const paused: LiveEvent[] = [shown, opened, { type: 'idle' }];
    expect(follow(...paused).done).toEqual(['connect', 'start-idle-timer', 'disconnect']);
    expect(follow(...paused, { type: 'hidden' }, shown, { type: 'retry' }).live.phase).toBe('paused');
    expect(follow(...paused, { type: 'resume' }).live.phase).toBe('connecting');
  });

  test('that opens without messages is retried with increasing delays', () => {
    const again: LiveEvent[] = [opened, lost(1006), { type: 'retry' }];
    const waits = follow(shown, ...again, ...again, ...again).commands.filter(
      (command) => command.do === 'retry-later',
    );
    expect(waits.map(({ attempt }) => attempt)).toEqual([0, 1, 2]);
    const proven = follow(shown, ...again, ...again, opened, { type: 'message' }, lost(1012));
    expect(proven.commands.at(-1)).toEqual({ do: 'retry-later', attempt: 0 });
  });

  test.each([CloseCode.Revoked, CloseCode.Unauthenticated])(
    'that the server ends with %i is over',
    (code) => {
      const { live, commands } = follow(shown, opened, lost(code));
      expect(live.phase).toBe('refused');
      expect(commands.at(-1)).toEqual({ do: 'disconnect' });
    },
  );

  test('whose meter is removed checks access too', () => {
    expect(follow(shown, opened, lost(CloseCode.NotFound)).done.at(-1)).toBe('check-access');
  });

  test.each<[AccessCheck, LiveState['phase'], LiveCommand['do']]>([
    ['refused', 'refused', 'disconnect'],
    ['gone', 'gone', 'disconnect'],
    ['unreachable', 'reconnecting', 'retry-later'],
    ['allowed', 'reconnecting', 'retry-later'],
  ])('that does not open checks access: %s', (access, phase, last) => {
    const asked = follow(shown, lost(1006, false));
    expect(asked.done.at(-1)).toBe('check-access');
    const answered = follow(shown, lost(1006, false), { type: 'access', access });
    expect(answered).toMatchObject({ live: { phase } });
    expect(answered.done.at(-1)).toBe(last);
  });
});

test('for any events, nothing connects while hidden, and final phases are final', () => {
  const event: fc.Arbitrary<LiveEvent> = fc.oneof(
    fc.constantFrom<LiveEvent>(
      ...(['shown', 'hidden', 'opened', 'message', 'retry', 'idle', 'resume'] as const).map((type) => ({
        type,
      })),
    ),
    fc.record({
      type: fc.constant('lost' as const),
      opened: fc.boolean(),
      code: fc.constantFrom(null, 1006, 1012, CloseCode.Revoked),
    }),
    fc.record({
      type: fc.constant('access' as const),
      access: fc.constantFrom<AccessCheck>('allowed', 'refused', 'gone', 'unreachable'),
    }),
  );
  const closed = ['hidden', 'paused', 'refused', 'gone'];
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      let live = initialLive;
      for (const event of events) {
        const { live: next, commands } = stepLive(live, event);
        const over = live.phase === 'refused' || live.phase === 'gone';
        if (over) expect(next.phase).toBe(live.phase);
        if (commands.some((command) => command.do === 'connect')) expect(closed).not.toContain(next.phase);
        if (closed.includes(next.phase) && next.phase !== live.phase)
          expect(commands).toEqual([{ do: 'disconnect' }]);
        live = next;
      }
    }),
  );
});

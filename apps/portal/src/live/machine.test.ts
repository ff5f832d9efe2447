import { CloseCode } from '@sitecast/protocol/close-code';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Live,
  type LiveCommand,
  type LiveEvent,
  notYetShown,
  stepLive,
  type Verdict,
} from './machine.ts';

function follow(...events: LiveEvent[]) {
  let live = notYetShown;
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
  test('opens when somebody can see the page, and not before', () => {
    expect(follow(opened, { type: 'resume' }).live.phase).toBe('hidden');
    expect(follow(shown)).toMatchObject({
      live: { phase: 'connecting' },
      done: ['connect', 'count-watching'],
    });
    expect(follow(shown, opened).live.phase).toBe('live');
  });

  test('that is paused stays so until somebody says that he looks', () => {
    const paused: LiveEvent[] = [shown, opened, { type: 'watched-long' }];
    expect(follow(...paused).done).toEqual(['connect', 'count-watching', 'disconnect']);
    expect(follow(...paused, { type: 'hidden' }, shown, { type: 'retry' }).live.phase).toBe('paused');
    expect(follow(...paused, { type: 'resume' }).live.phase).toBe('connecting');
  });

  test('that opens and brings nothing is tried less and less often', () => {
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

  test('whose meter is taken away asks why, too', () => {
    expect(follow(shown, opened, lost(CloseCode.NotFound)).done.at(-1)).toBe('ask-why');
  });

  test.each<[Verdict, Live['phase'], LiveCommand['do']]>([
    ['refused', 'refused', 'disconnect'],
    ['gone', 'gone', 'disconnect'],
    ['unreachable', 'reconnecting', 'retry-later'],
    ['may-watch', 'reconnecting', 'retry-later'],
  ])('that does not open asks why: %s', (verdict, phase, last) => {
    const asked = follow(shown, lost(1006, false));
    expect(asked.done.at(-1)).toBe('ask-why');
    const answered = follow(shown, lost(1006, false), { type: 'verdict', verdict });
    expect(answered).toMatchObject({ live: { phase } });
    expect(answered.done.at(-1)).toBe(last);
  });
});

test('whatever happens, nothing is opened that nobody sees, and what is over stays over', () => {
  const event: fc.Arbitrary<LiveEvent> = fc.oneof(
    fc.constantFrom<LiveEvent>(
      ...(['shown', 'hidden', 'opened', 'message', 'retry', 'watched-long', 'resume'] as const).map(
        (type) => ({ type }),
      ),
    ),
    fc.record({
      type: fc.constant('lost' as const),
      opened: fc.boolean(),
      code: fc.constantFrom(null, 1006, 1012, CloseCode.Revoked),
    }),
    fc.record({
      type: fc.constant('verdict' as const),
      verdict: fc.constantFrom<Verdict>('may-watch', 'refused', 'gone', 'unreachable'),
    }),
  );
  const closed = ['hidden', 'paused', 'refused', 'gone'];
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      let live = notYetShown;
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

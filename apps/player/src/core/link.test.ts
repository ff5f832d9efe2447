import { CloseCode } from '@sitecast/protocol/close-code';
import { describe, expect, test } from 'vitest';
import { type Link, type LinkEvent, newLink, stepLink } from './link.ts';
import { isOffline, screenOf } from './screen.ts';

const pairing = {
  pairingId: 'p',
  code: '123456',
  secret: 's',
  pairUrl: 'http://x/screens?code=123456',
  serverUrl: 'http://x',
};
const paired: Link = {
  ...newLink,
  credentials: { deviceId: 'd', secret: 's' },
  device: { name: 'Lobby', workspace: 'Acme' },
  connection: 'online',
};

function run(link: Link, ...events: LinkEvent[]) {
  let commands: string[] = [];
  for (const event of events) {
    const step = stepLink(link, event);
    link = step.link;
    commands = step.commands.map((command) => command.do);
  }
  return { link, commands, screen: screenOf(link).name };
}

describe('a new screen', () => {
  test('requests a code and shows it', () => {
    expect(run(newLink, { type: 'start' }).commands).toEqual(['connect']);
    expect(run(newLink, { type: 'start' }, { type: 'opened' }).commands).toEqual(['ask-for-code']);
    const { screen, commands } = run(
      newLink,
      { type: 'start' },
      { type: 'opened' },
      { type: 'code', pairing },
    );
    expect(screen).toBe('pairing');
    expect(commands).toEqual(['check-code']);
  });

  test('shows the old code until the new one arrives', () => {
    const { screen, commands } = run(newLink, { type: 'code', pairing }, { type: 'expired' });
    expect(screen).toBe('pairing');
    expect(commands).toEqual(['ask-for-code']);
  });

  test('keeps its code after a lost connection or a restart', () => {
    const { commands } = run(
      newLink,
      { type: 'code', pairing },
      { type: 'lost', code: null },
      { type: 'retry' },
      { type: 'opened' },
    );
    expect(commands).toEqual(['check-code']);
  });

  test('reconnects with its own secret once paired', () => {
    const { link, commands } = run(newLink, { type: 'code', pairing }, { type: 'paired', deviceId: 'd' });
    expect(link).toMatchObject({ credentials: { deviceId: 'd', secret: 's' }, pairing: null });
    expect(commands).toEqual(['disconnect', 'connect']);
  });
});

describe('a paired screen', () => {
  test.each([null, 1006, CloseCode.ServiceRestart, CloseCode.SlowReader, CloseCode.TooManySockets])(
    'keeps its credentials when the connection is lost with %s',
    (code) => {
      const { link, commands } = run(paired, { type: 'lost', code });
      expect(link.credentials).toEqual(paired.credentials);
      expect(commands).toEqual(['disconnect', 'retry-later']);
      expect(isOffline(link)).toBe(true);
    },
  );

  test.each([
    { type: 'refused' } as const,
    { type: 'lost', code: CloseCode.Unauthenticated } as const,
    { type: 'lost', code: CloseCode.Revoked } as const,
  ])('forgets who it is when the server refuses its secret: %o', (event) => {
    const { link, commands, screen } = run({ ...paired, orientation: 90 }, event);
    expect(link).toMatchObject({ credentials: null, pairing: null, device: null });
    expect(commands).toEqual(['forget-overlays', 'disconnect', 'connect']);
    expect(screen).toBe('connecting');
    // It still hangs as it hung.
    expect(link.orientation).toBe(90);
  });

  test('stays disconnected when another page has taken over, until someone takes it back', () => {
    const replaced = run(paired, { type: 'lost', code: CloseCode.Replaced });
    expect(replaced.screen).toBe('replaced');
    expect(replaced.commands).toEqual(['disconnect', 'forget-overlays']);
    expect(replaced.link.credentials).toEqual(paired.credentials);
    expect(run(replaced.link, { type: 'take-over' }).commands).toEqual(['connect']);
  });

  test('backs off from attempt to attempt, and starts over once a connection has lasted', () => {
    const lost: LinkEvent = { type: 'lost', code: null };
    expect(run(paired, lost, lost, lost).link.attempt).toBe(3);
    const snapshot: LinkEvent = { type: 'snapshot', device: { name: 'A', workspace: 'B' }, orientation: 0 };
    expect(run(paired, lost, snapshot, lost).link.attempt).toBe(2);
    expect(run(paired, lost, snapshot, { type: 'proven' }, lost).link.attempt).toBe(1);
  });

  test('shows its name immediately after a restart without network', () => {
    expect(run({ ...paired, connection: 'connecting' }, { type: 'lost', code: null }).screen).toBe('idle');
  });
});

test('a screen without credentials that the server disconnects backs off instead of looping', () => {
  const { commands } = run(newLink, { type: 'lost', code: CloseCode.Unauthenticated });
  expect(commands).toEqual(['disconnect', 'retry-later']);
});

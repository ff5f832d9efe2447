import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { show } from '../../test/show.ts';
import { readMessage } from './inbox.ts';

const snapshot = {
  event: 'device:snapshot',
  device_id: 'd',
  name: 'Lobby',
  workspace: 'Acme',
  orientation: 0,
  timezone: 'UTC',
  server_time: '2026-01-01T00:00:00.000Z',
  overlays: [show('a')],
  commands: [],
};

describe('a message', () => {
  test('is parsed', () => {
    expect(readMessage(show('a'))).toEqual({ message: show('a'), malformed: [] });
    expect(readMessage(snapshot)).toEqual({ message: snapshot, malformed: [] });
  });

  test.each([
    ['no address', { uri: 'nonsense' }],
    ['a script for an address', { uri: 'javascript:alert(1)' }],
    ['no size', { width: undefined }],
    ['a size that is no number', { height: Number.NaN }],
    ['a type that does not exist', { type: 'applet' }],
    ['a colour that is more than a colour', { background_color: '#fff;} *{}' }],
  ])('with %s is malformed, and names the overlay', (_, changes) => {
    const { message, malformed } = readMessage(show('a', changes as never));
    expect(message).toBeNull();
    expect(malformed).toEqual([{ pipId: 'a', problem: expect.stringContaining(Object.keys(changes)[0]!) }]);
  });

  test('with a malformed overlay in a snapshot still brings the others', () => {
    const { message, malformed } = readMessage({ ...snapshot, overlays: [{ pip_id: 'bad' }, show('a')] });
    expect(message).toEqual(snapshot);
    expect(malformed.map(({ pipId }) => pipId)).toEqual(['bad']);
  });

  test('with an unknown command names it and keeps the others', () => {
    const update = { event: 'device:command', command_id: 'c', type: 'update' };
    const unknown = { event: 'device:command', command_id: 'x', type: 'dance' };
    const { message, malformed } = readMessage({ ...snapshot, commands: [unknown, update] });
    expect(message).toEqual({ ...snapshot, commands: [update] });
    expect(malformed).toMatchObject([{ commandId: 'x' }]);
    expect(readMessage(unknown)).toMatchObject({ message: null, malformed: [{ commandId: 'x' }] });
  });

  test('from an older server without commands is a snapshot without any', () => {
    const { commands: _, ...older } = snapshot;
    expect(readMessage(older)).toEqual({ message: snapshot, malformed: [] });
  });

  test('of an unknown kind, from a newer server, is ignored', () => {
    expect(readMessage({ event: 'device:dance' })).toEqual({ message: null, malformed: [] });
  });

  test('of any shape is parsed without throwing', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(readMessage(raw).message).toBeNull();
      }),
    );
  });
});

import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { PipShow } from './messages.ts';
import type { OverlayPosition } from './overlay.ts';
import {
  type OverlayChanges,
  OverlayPayload,
  overlayChangesShape,
  overlayDefaults,
  toMessageFields,
} from './overlay-payload.ts';

const given = { type: 'image', uri: 'https://example.com/plan.png' } as const;
const OverlayChange = z.strictObject(overlayChangesShape);

describe('a payload', () => {
  test('has the default of what is left out', () => {
    expect(OverlayPayload.parse(given)).toEqual({ ...overlayDefaults, ...given });
    expect(OverlayPayload.parse({ ...given, width: 40 })).toMatchObject({
      width: 40,
      height: 360,
      muted: true,
    });
  });

  test('is refused without a type or a URL, and with a field that does not exist', () => {
    const { error } = OverlayPayload.safeParse({ colour: 'red' });
    expect(error?.issues.map(({ code, path }) => [code, ...path])).toEqual([
      ['invalid_value', 'type'],
      ['invalid_type', 'uri'],
      ['unrecognized_keys'],
    ]);
  });

  test('has exact types', () => {
    expectTypeOf<OverlayPayload['position']>().toEqualTypeOf<OverlayPosition>();
    expectTypeOf<OverlayPayload['width']>().toEqualTypeOf<number>();
    expectTypeOf<OverlayPayload['title']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<z.input<typeof OverlayPayload>['muted']>().toEqualTypeOf<boolean | undefined>();
  });
});

test('changes to a template have no defaults', () => {
  expect(OverlayChange.parse({})).toEqual({});
  expect(OverlayChange.parse({ width: 640 })).toEqual({ width: 640 });
  expectTypeOf<OverlayChanges['width']>().toEqualTypeOf<number | undefined>();
});

describe('a message to a screen', () => {
  const show = { event: 'device:pip-show', pip_id: 'p' } as const;

  test('has every field, in snake_case', () => {
    const payload = OverlayPayload.parse({ ...given, titleColor: '#ffffff' });
    const message = { ...show, ...toMessageFields(payload) };
    expect(PipShow.parse(message)).toEqual(message);
    expect(message).toMatchObject({ title_color: '#ffffff', border_radius: 0, close_button: false });
    expectTypeOf(message.close_button).toEqualTypeOf<boolean>();
    expectTypeOf<PipShow['close_button']>().toEqualTypeOf<boolean | undefined>();
    expectTypeOf<PipShow['width']>().toEqualTypeOf<number>();
  });

  test('is read without the fields that came later, and refused without the others', () => {
    const needed = {
      ...given,
      position: 'center',
      width: 40,
      height: 40,
      duration: 0,
      slot: 'a',
      priority: 0,
    };
    expect(PipShow.safeParse({ ...show, ...needed }).success).toBe(true);
    for (const name of Object.keys(needed))
      expect(PipShow.safeParse({ ...show, ...needed, [name]: undefined }).success).toBe(false);
  });
});

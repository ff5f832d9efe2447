import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Orientation } from './messages.ts';
import { pictureSize, placeOverlay } from './placement.ts';

const screen = { width: 1920, height: 1080 };
const small = { width: 480, height: 360 };

test.each([
  ['top-left', { left: 76.8, top: 43.2 }],
  ['top-right', { left: 1920 - 76.8 - 480, top: 43.2 }],
  ['bottom-left', { left: 76.8, top: 1080 - 43.2 - 360 }],
  ['bottom-right', { left: 1920 - 76.8 - 480, top: 1080 - 43.2 - 360 }],
  ['center', { left: 720, top: 360 }],
] as const)('%s is 4 %% from the edges', (position, { left, top }) => {
  const box = placeOverlay(position, small, screen);
  expect(box.left).toBeCloseTo(left);
  expect(box.top).toBeCloseTo(top);
  expect(box).toMatchObject(small);
});

test('a position in percent sets the top left corner, and the overlay stays inside', () => {
  expect(placeOverlay({ x: 50, y: 25 }, small, screen)).toMatchObject({ left: 960, top: 270 });
  expect(placeOverlay({ x: 100, y: 100 }, small, screen)).toMatchObject({ left: 1440, top: 720 });
});

test('an overlay as large as the screen fills it, whatever its position', () => {
  expect(placeOverlay('top-right', { width: 3840, height: 2160 }, screen)).toEqual({
    left: 0,
    top: 0,
    ...screen,
  });
});

test('a rotated screen swaps width and height', () => {
  expect(pictureSize(screen, 90)).toEqual({ width: 1080, height: 1920 });
  expect(pictureSize(screen, 180)).toEqual(screen);
});

test('an overlay never leaves the picture', () => {
  const percent = fc.double({ min: 0, max: 100, noNaN: true });
  const side = fc.integer({ min: 40, max: 3840 });
  const position = fc.oneof(
    fc.constantFrom('top-right', 'top-left', 'bottom-right', 'bottom-left', 'center' as const),
    fc.record({ x: percent, y: percent }),
  );
  fc.assert(
    fc.property(
      position,
      fc.record({ width: side, height: side }),
      fc.record({ width: fc.integer({ min: 1, max: 7680 }), height: fc.integer({ min: 1, max: 7680 }) }),
      fc.constantFrom(...Orientation.options.map(({ value }) => value)),
      (where, size, viewport, orientation) => {
        const picture = pictureSize(viewport, orientation);
        const box = placeOverlay(where as never, size, picture);
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.top).toBeGreaterThanOrEqual(0);
        expect(box.left + box.width).toBeLessThanOrEqual(picture.width + 1e-6);
        expect(box.top + box.height).toBeLessThanOrEqual(picture.height + 1e-6);
      },
    ),
  );
});

import { expect, test } from 'vitest';
import { overlayLookVariables } from './overlay-look.ts';

test('lengths are in the unit of the page, colours in a form that old engines know', () => {
  expect(overlayLookVariables((percent) => `${percent}vmin`)).toMatchObject({
    '--pip-title-height': '5.4vmin',
    '--pip-title-background': 'rgba(12, 17, 19, 0.92)',
    '--pip-close-background': 'rgba(10, 14, 16, 0.72)',
  });
});

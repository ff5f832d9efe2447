import { expect, test } from 'vitest';
import { overlayLookVariables, overlayStyle } from './overlay-look.ts';

test('lengths are in the unit of the page, colours in a form that old engines know', () => {
  expect(overlayLookVariables((percent) => `${percent}vmin`)).toMatchObject({
    '--pip-title-height': '5.4vmin',
    '--pip-title-background': 'rgba(12, 17, 19, 0.92)',
    '--pip-close-background': 'rgba(10, 14, 16, 0.72)',
  });
});

const px = (length: number) => `${length / 2}px`;

test('the fields of an overlay style its box and its title, at the scale of the page', () => {
  const fields = {
    background_color: '#112233',
    border_radius: 12,
    font_size: 40,
    opacity: 0.5,
    title_color: '#ff0000',
  };
  expect(overlayStyle(fields, px)).toEqual({
    box: { 'background-color': '#112233', 'border-radius': '6px', opacity: '0.5' },
    title: { color: '#ff0000', 'font-size': '20px' },
  });
});

test('a field that is missing leaves its property to the style sheet', () => {
  const { box, title } = overlayStyle({ border_radius: 0 }, px);
  expect(Object.values({ ...box, ...title }).filter((value) => value !== undefined)).toEqual([]);
});

import { type OverlayField, type OverlayFieldName, overlayFields } from '@sitecast/protocol/overlay';
import type { OverlayChanges } from '@sitecast/protocol/overlay-payload';
import { z } from 'zod';
import type { Option } from './command.ts';
import { usageError } from './errors.ts';
import { toNumber } from './options.ts';

type OverlayOptions = { [Name in OverlayFieldName]: Option<OverlayChanges[Name]> };

/** An option for each field of an overlay, named as the API's field, so that an error names the option. */
export const overlayOptions = Object.fromEntries(
  Object.entries<OverlayField>(overlayFields).map(([name, field]) => [
    name,
    name === 'position' ? { ...toOption(field), parse: toPosition } : toOption(field),
  ]),
) as OverlayOptions;

function toOption(field: OverlayField): Option<unknown> {
  const { schema, help, helpOff, value = 'choice', default: fallback } = field;
  if (schema instanceof z.ZodBoolean)
    return fallback ? { summary: helpOff ?? `Not: ${help}`, negative: true } : { summary: help };
  const summary = fallback === undefined ? help : `${help} (default: ${fallback})`;
  if (schema instanceof z.ZodEnum)
    return { value: `<${value}>`, summary, choices: schema.options as string[] };
  return { value: `<${value}>`, summary, parse: schema instanceof z.ZodNumber ? toNumber : undefined };
}

function toPosition(text: string): OverlayChanges['position'] {
  if (!text.includes(',')) return text as OverlayChanges['position'];
  const [x = '', y = '', ...more] = text.split(',');
  if (more.length > 0) throw usageError('A position is two numbers, such as 10,80.');
  return { x: toNumber(x), y: toNumber(y) };
}

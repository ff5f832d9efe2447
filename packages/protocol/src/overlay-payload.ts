import { z } from 'zod';
import { type OverlayField, type OverlayFieldName, overlayFieldNames, overlayFields } from './overlay.ts';
import { type SnakeCase, snakeCase } from './snake-case.ts';

type OverlayFields = typeof overlayFields;

type PayloadShape = {
  [Name in OverlayFieldName]: OverlayFields[Name] extends { presence: 'default' }
    ? z.ZodDefault<OverlayFields[Name]['schema']>
    : OverlayFields[Name] extends { presence: 'optional' }
      ? z.ZodOptional<OverlayFields[Name]['schema']>
      : OverlayFields[Name]['schema'];
};

type ChangesShape = { [Name in OverlayFieldName]: z.ZodOptional<OverlayFields[Name]['schema']> };

/** What to show, where and for how long, with the defaults of what is left out. */
export const OverlayPayload = z.strictObject(
  mapFields(({ schema, presence, help, ...field }) => {
    if (presence === 'required') return schema.describe(help);
    return (presence === 'optional' ? schema.optional() : schema.default(field.default)).describe(help);
  }) as PayloadShape,
);
export type OverlayPayload = z.infer<typeof OverlayPayload>;

type DefaultingName = {
  [Name in OverlayFieldName]: OverlayFields[Name] extends { presence: 'default' } ? Name : never;
}[OverlayFieldName];

/** The fields that have a default, with it. */
export const overlayDefaults = Object.fromEntries(
  Object.entries<OverlayField>(overlayFields).flatMap(([name, { presence, default: value }]) =>
    presence === 'default' ? [[name, value] as const] : [],
  ),
) as Pick<OverlayPayload, DefaultingName>;

/** Any of the fields, without defaults: what is given on top of a template. */
export const overlayChangesShape = mapFields(({ schema, presence, help }) =>
  schema.optional().describe(presence === 'required' ? `${help}. Required without a template` : help),
) as ChangesShape;
export type OverlayChanges = z.infer<z.ZodObject<ChangesShape>>;

/** The fields under the names that messages to screens use. */
export function toMessageFields<Given extends Partial<OverlayPayload>>(given: Given) {
  return Object.fromEntries(overlayFieldNames.map((name) => [snakeCase(name), given[name]] as const)) as {
    [Name in OverlayFieldName & keyof Given as SnakeCase<Name>]: Given[Name];
  };
}

function mapFields(toSchema: (field: OverlayField) => z.ZodType): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries<OverlayField>(overlayFields).map(([name, field]) => [name, toSchema(field)]),
  );
}

import { type Access, type AppRouter, appRouter, type PortalRouter, portalRouter } from '@sitecast/api';
import type { ZodType } from 'zod';

type Paths<Record_, Prefix extends string = ''> = {
  [Key in keyof Record_ & string]: Record_[Key] extends { _def: { procedure: true } }
    ? `${Prefix}${Key}`
    : Paths<Record_[Key], `${Prefix}${Key}.`>;
}[keyof Record_ & string];

/** `feature.procedure`, as in the table of routes. */
export type ProcedurePath = Paths<AppRouter['_def']['record']> | Paths<PortalRouter['_def']['record']>;

export interface ProcedureInfo {
  path: ProcedurePath;
  type: 'query' | 'mutation' | 'subscription';
  access: Access;
  input: ZodType | null;
  output: ZodType | null;
}

/** Every procedure of the app's and the portal's router, with its metadata and schemas. */
export const procedures: ReadonlyMap<ProcedurePath, ProcedureInfo> = new Map(
  Object.entries({
    ...appRouter._def.procedures,
    ...portalRouter._def.procedures,
  } as unknown as Record<ProcedurePath, ProcedureWithDef>).map(([path, { _def }]) => [
    path as ProcedurePath,
    {
      path: path as ProcedurePath,
      type: _def.type,
      access: _def.meta.access,
      // Middleware may have parsed part of the input; the procedure's own schema comes last.
      input: _def.inputs.at(-1) ?? null,
      output: _def.output ?? null,
    },
  ]),
);

interface ProcedureWithDef {
  _def: { type: ProcedureInfo['type']; meta: { access: Access }; inputs: ZodType[]; output?: ZodType };
}

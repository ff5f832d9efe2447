import { OverlayPayload } from '@sitecast/protocol/overlay-payload';
import { AppError, type FieldError } from '../../core/errors.ts';
import type { WorkspaceScope } from '../../core/scope.ts';
import { fillIn, placeholdersOf, type ShowOverlay, TemplatePayload } from './schema.ts';

/** The payload to show: the given fields, on top of the template if there is one. @throws AppError NOT_FOUND, VALIDATION */
export async function payloadOf(
  ctx: WorkspaceScope,
  { template, values, ...given }: Omit<ShowOverlay, 'deviceId' | 'queueFor'>,
): Promise<OverlayPayload> {
  if (template === undefined) return OverlayPayload.parse(given);
  const saved = await findTemplate(ctx, template);
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return withValues({ ...saved, ...changes }, values ?? {});
}

/** Fills in the values: as text in the title, URI-encoded in the URL. @throws AppError VALIDATION */
export function withValues(template: TemplatePayload, values: Record<string, string>): OverlayPayload {
  const wanted = new Set(placeholders(template));
  const has = (name: string) => Object.hasOwn(values, name);
  const errors: FieldError[] = [
    ...[...wanted]
      .filter((name) => !has(name))
      .map((name) => ({ path: ['values', name], message: 'Required by the template' })),
    ...Object.keys(values)
      .filter((name) => !wanted.has(name))
      .map((name) => ({ path: ['values', name], message: 'Not a placeholder of the template' })),
  ];
  if (errors.length > 0) throw refused(errors);
  const filled = {
    ...template,
    uri: fillIn(template.uri, (name) => encodeURIComponent(values[name]!)),
    title: template.title && fillIn(template.title, (name) => values[name]),
  };
  const { data, error } = OverlayPayload.safeParse(filled);
  if (data) return data;
  throw refused(
    error.issues.map(({ path, message }) => ({
      path: path as (string | number)[],
      message: `With these values: ${message}`,
    })),
  );
}

/** The placeholders of a template, sorted by name. */
export function placeholders({ title, uri }: TemplatePayload): string[] {
  return [...new Set([...placeholdersOf(uri), ...placeholdersOf(title ?? '')])].sort();
}

/** By id, or by name ignoring case. */
async function findTemplate({ db, workspaceId }: WorkspaceScope, idOrName: string): Promise<TemplatePayload> {
  const row = await db.overlayTemplate.findFirst({
    where: { workspaceId, OR: [{ id: idOrName }, { nameKey: idOrName.toLowerCase() }] },
    select: { payload: true },
  });
  if (!row) throw new AppError('NOT_FOUND', `Template "${idOrName}" not found in this workspace.`);
  return TemplatePayload.parse(row.payload);
}

function refused(errors: FieldError[]): AppError {
  const message = errors.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return new AppError('VALIDATION', message, { errors });
}

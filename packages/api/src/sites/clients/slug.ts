import type { Transaction } from '@sitecast/db';

const MAX_LENGTH = 50;

/** Derives a slug that is unique in the workspace: `hafen-koln` from `Hafen Köln`, or `hafen-koln-2` if that is taken. */
export async function uniqueSlug(tx: Transaction, workspaceId: string, name: string): Promise<string> {
  const base = slugify(name);
  const rows = await tx.client.findMany({
    where: { workspaceId, slug: { startsWith: base } },
    select: { slug: true },
  });
  const taken = new Set(rows.map(({ slug }) => slug));
  for (let n = 1; ; n++) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(slug)) return slug;
  }
}

function slugify(name: string): string {
  const base = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replaceAll(/^-+|-+$/g, '');
  // The name may contain no Latin letters. Slugs that start with `preview-` are reserved for previews.
  return base === '' || base === 'preview' || base.startsWith('preview-')
    ? `client-${base}`.replace(/-$/, '')
    : base;
}

import type { Transaction } from '@sitecast/db';

const LONGEST = 50;

/** A short name that no client of the workspace has yet: `Hafen Köln` is `hafen-koln`, the second one `hafen-koln-2`. */
export async function slugOf(tx: Transaction, workspaceId: string, name: string): Promise<string> {
  const plain = slugged(name);
  const rows = await tx.client.findMany({
    where: { workspaceId, slug: { startsWith: plain } },
    select: { slug: true },
  });
  const taken = new Set(rows.map(({ slug }) => slug));
  for (let n = 1; ; n++) {
    const slug = n === 1 ? plain : `${plain}-${n}`;
    if (!taken.has(slug)) return slug;
  }
}

function slugged(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');
  // A name may be in letters that have no form here; what begins with `preview-` is what previews make for themselves.
  return plain === '' || plain === 'preview' || plain.startsWith('preview-')
    ? `client-${plain}`.replace(/-$/, '')
    : plain;
}

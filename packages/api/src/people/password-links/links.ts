import { generateSecret, sha256 } from '@sitecast/auth';
import type { Transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import type { Context } from '../../core/context.ts';
import type { LinkPurpose } from './schema.ts';

/** A link works only for its own purpose. */
type Purpose = LinkPurpose | 'login';

const LIFETIME_MINUTES: Record<Purpose, number> = { reset: 24 * 60, invite: 7 * 24 * 60, login: 15 };
const PATHS: Record<Purpose, string> = { reset: '/reset', invite: '/reset', login: '/login/link' };

export interface IssuedLink {
  /** Contains the token, which is not stored anywhere. */
  url: string;
  expiresAt: Date;
}

/** Creates a single-use link to choose a password, and ends the user's other unused links. */
export async function issuePasswordLink(
  ctx: Context,
  tx: Transaction,
  link: { userId: string; purpose: LinkPurpose },
): Promise<IssuedLink> {
  await endPasswordLinks(tx, link.userId);
  return issueLink(ctx, tx, link);
}

/**
 * Creates a link and keeps the user's other links, so that a request by a stranger cannot end them.
 *
 * @param link.next path to open after the login, already validated by `nextPath`
 */
export async function issueLink(
  { now, baseUrl }: Context,
  tx: Transaction,
  { userId, purpose, next = '/' }: { userId: string; purpose: Purpose; next?: string },
): Promise<IssuedLink> {
  const token = generateSecret();
  const createdAt = now();
  const expiresAt = new Date(createdAt.getTime() + LIFETIME_MINUTES[purpose] * 60_000);
  await tx.credentialLink.create({
    data: { id: uuidv7(), userId, purpose, tokenHash: sha256(token), createdAt, expiresAt },
    select: { id: true },
  });
  const query = next === '/' ? '' : `?${new URLSearchParams({ next })}`;
  return { url: `${baseUrl}${PATHS[purpose]}/${token}${query}`, expiresAt };
}

/** Deletes the user's unused links, after a password change or when they lose access. */
export async function endPasswordLinks(tx: Transaction, userId: string): Promise<void> {
  await tx.credentialLink.deleteMany({ where: { userId, usedAt: null } });
}

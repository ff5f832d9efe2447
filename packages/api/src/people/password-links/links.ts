import { generateSecret, sha256 } from '@sitecast/auth';
import type { Transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import type { Context } from '../../core/context.ts';
import type { LinkPurpose } from './schema.ts';

/** A link is good for what it was made for, and for nothing else. */
type Purpose = LinkPurpose | 'login';

const LIFETIME_MINUTES: Record<Purpose, number> = { reset: 24 * 60, invite: 7 * 24 * 60, login: 15 };
const PATHS: Record<Purpose, string> = { reset: '/reset', invite: '/reset', login: '/login/link' };

export interface IssuedLink {
  /** The only place where the token stands. */
  url: string;
  expiresAt: Date;
}

/** Makes a link with which the user chooses a password, once. It takes the place of all before it. */
export async function issuePasswordLink(
  ctx: Context,
  tx: Transaction,
  link: { userId: string; purpose: LinkPurpose },
): Promise<IssuedLink> {
  await endPasswordLinks(tx, link.userId);
  return issueLink(ctx, tx, link);
}

/**
 * Makes a link next to those that are there: whoever asks for one in another's name ends none of his.
 *
 * @param link.next where the login that it ends in leads, checked
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

/** Ends the links that still wait to be used: for when there is another password, or no access at all. */
export async function endPasswordLinks(tx: Transaction, userId: string): Promise<void> {
  await tx.credentialLink.deleteMany({ where: { userId, usedAt: null } });
}

import { generateSecret, sha256 } from '@sitecast/auth';
import type { Transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import type { Context } from '../context.ts';
import type { LinkPurpose } from './schema.ts';

const LIFETIME_HOURS: Record<LinkPurpose, number> = { reset: 24, invite: 7 * 24 };

export interface IssuedLink {
  /** The only place where the token stands. */
  url: string;
  expiresAt: Date;
}

/** Makes a link with which the user chooses a password, once. It takes the place of all before it. */
export async function issuePasswordLink(
  { now, baseUrl }: Pick<Context, 'now' | 'baseUrl'>,
  tx: Transaction,
  { userId, purpose }: { userId: string; purpose: LinkPurpose },
): Promise<IssuedLink> {
  const token = generateSecret();
  const createdAt = now();
  const expiresAt = new Date(createdAt.getTime() + LIFETIME_HOURS[purpose] * 3_600_000);
  await endPasswordLinks(tx, userId);
  await tx.credentialLink.create({
    data: { id: uuidv7(), userId, purpose, tokenHash: sha256(token), createdAt, expiresAt },
    select: { id: true },
  });
  return { url: `${baseUrl}/reset/${token}`, expiresAt };
}

/** Ends the links that still wait to be used: for when there is another password, or no access at all. */
export async function endPasswordLinks(tx: Transaction, userId: string): Promise<void> {
  await tx.credentialLink.deleteMany({ where: { userId, usedAt: null } });
}

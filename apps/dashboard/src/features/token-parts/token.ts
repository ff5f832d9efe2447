import type { PersonalToken } from '@sitecast/api/people/personal-tokens/schema';

/** What personal and API tokens have in common. */
export type AnyToken = Pick<
  PersonalToken,
  'id' | 'name' | 'status' | 'expiresAt' | 'replacedById' | 'lastUsedAt' | 'lastUsedIp'
>;

/** The one time that a token is there itself. */
export type Minted = Pick<PersonalToken, 'name'> & { token: string };

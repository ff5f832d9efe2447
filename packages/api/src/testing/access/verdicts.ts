import type { Access } from '../../core/access.ts';
import { type PrincipalName, principals } from './principals.ts';

const people: PrincipalName[] = [
  'admin',
  'operator',
  'viewer',
  'admin by personal token',
  'viewer by personal token',
  'platform admin without membership',
  'platform admin by personal token',
  'user without workspace',
  'member of another workspace',
];
const strangers: PrincipalName[] = [
  'platform admin without membership',
  'platform admin by personal token',
  'user without workspace',
  'member of another workspace',
];
const tokens: PrincipalName[] = ['token read', 'token write', 'token full', 'token agency'];

/** Users whose password an admin has set. */
const limited: PrincipalName[] = ['admin who must change their password', 'the same by personal token'];
const tokensOfLimited: PrincipalName[] = ['their token full', 'their token agency'];

export type Verdict = 'admitted' | 401 | 403 | 404;

/** 403 for every identified caller without the scope. */
const agency: Partial<Record<PrincipalName, Verdict>> = {
  ...all(
    [
      ...people,
      ...limited,
      ...tokens,
      ...tokensOfLimited,
      'device',
      'portal client',
      'portal client without the password',
      'companion',
    ],
    403,
  ),
  'token agency': 'admitted',
};

/** The response of each access level to each caller. Default: 401. */
export const verdicts: Record<Access, Partial<Record<PrincipalName, Verdict>>> = {
  public: all(Object.keys(principals) as PrincipalName[], 'admitted'),
  user: { ...all(people, 'admitted'), ...all(limited, 403) },
  'user:limited': all([...people, ...limited], 'admitted'),
  session: {
    ...all(limited, 403),
    ...all(people, 'admitted'),
    ...all(['admin by personal token', 'viewer by personal token', 'platform admin by personal token'], 403),
  },
  'session:limited': {
    ...all([...people, ...limited], 'admitted'),
    ...all(
      [
        'admin by personal token',
        'viewer by personal token',
        'platform admin by personal token',
        'the same by personal token',
      ],
      403,
    ),
  },
  admin: {
    ...all([...people, ...limited], 403),
    ...all(['platform admin without membership', 'platform admin by personal token'], 'admitted'),
  },
  'workspace:read': {
    ...all([...limited, ...tokensOfLimited], 403),
    ...all(
      ['admin', 'operator', 'viewer', 'admin by personal token', 'viewer by personal token'],
      'admitted',
    ),
    ...all(strangers, 404),
    ...all(['token read', 'token write', 'token full'], 'admitted'),
    'token agency': 403,
  },
  'workspace:write': {
    ...all([...limited, ...tokensOfLimited], 403),
    ...all(['admin', 'operator', 'admin by personal token', 'token write', 'token full'], 'admitted'),
    ...all(['viewer', 'viewer by personal token', 'token read', 'token agency'], 403),
    ...all(strangers, 404),
  },
  'workspace:full': {
    ...all([...limited, ...tokensOfLimited], 403),
    ...all(['admin', 'operator', 'admin by personal token', 'token full'], 'admitted'),
    ...all(['viewer', 'viewer by personal token', 'token read', 'token write', 'token agency'], 403),
    ...all(strangers, 404),
  },
  'workspace:manage': {
    ...all(limited, 403),
    ...all(['admin', 'admin by personal token'], 'admitted'),
    ...all(['operator', 'viewer', 'viewer by personal token'], 403),
    ...all(strangers, 404),
  },
  'member:read': {
    ...all(limited, 403),
    ...all(
      ['admin', 'operator', 'viewer', 'admin by personal token', 'viewer by personal token'],
      'admitted',
    ),
    ...all(strangers, 404),
  },
  'member:write': {
    ...all(limited, 403),
    ...all(['admin', 'operator', 'admin by personal token'], 'admitted'),
    ...all(['viewer', 'viewer by personal token'], 403),
    ...all(strangers, 404),
  },
  agency,
  // The check of the playlist itself is tested elsewhere.
  'agency:playlist': agency,
  portal: { 'portal client': 'admitted' },
  'portal:limited': all(['portal client', 'portal client without the password'], 'admitted'),
  device: { device: 'admitted' },
  companion: { companion: 'admitted' },
};

function all(names: PrincipalName[], verdict: Verdict): Partial<Record<PrincipalName, Verdict>> {
  return Object.fromEntries(names.map((name) => [name, verdict]));
}

/** The expected response of an access level to every principal: admitted, or an HTTP status. */
export function verdictsOf(level: Access): Record<string, Verdict> {
  return Object.fromEntries(
    Object.keys(principals).map((name) => [name, verdicts[level][name as PrincipalName] ?? 401]),
  );
}

import { type OwnedPersonalToken, PersonalTokenStatus } from '@sitecast/api/people/personal-tokens/schema';
import { useQuery } from '@tanstack/solid-query';
import { createMemo } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { Select } from '../../ui/Select.tsx';
import { type Filter, uses } from './all-tokens.ts';

/** "No filter": a select has no empty value. */
const ALL = 'all';

interface TokenFiltersProps {
  filter: Filter;
  /** All tokens, whose owners can be chosen. */
  tokens: OwnedPersonalToken[];
  /** The filters that changed; null removes one. */
  onChange: (changed: { user?: string | null; status?: string | null; used?: string | null }) => void;
}

export function TokenFilters(props: TokenFiltersProps) {
  const { api } = useAccount();
  const owners = createMemo(() => new Map(props.tokens.map(({ userId, userEmail }) => [userId, userEmail])));
  /** The user of a link who has no token. */
  const tokenless = useQuery(() => {
    const { user = '' } = props.filter;
    return {
      queryKey: keys.tokenOwner(user),
      queryFn: () => api.users.get.query({ userId: user }),
      enabled: user !== '' && !owners().has(user),
    };
  });
  const users = () => {
    const { user } = props.filter;
    const emails = new Map(owners());
    if (user !== undefined && !emails.has(user))
      emails.set(user, tokenless.isSuccess ? tokenless.data.email : t('common.unknown'));
    return [...emails]
      .map(([value, label]) => ({ value, label }))
      .toSorted((one, other) => one.label.localeCompare(other.label));
  };
  return (
    <div class="grid gap-3 border-b border-line px-5 py-4 sm:grid-cols-3">
      <Select
        label={t('allTokens.user')}
        value={props.filter.user ?? ALL}
        onChange={(user) => props.onChange({ user: user === ALL ? null : user })}
        options={[{ value: ALL, label: t('allTokens.allUsers') }, ...users()]}
      />
      <Select
        label={t('tokens.columns.status')}
        value={props.filter.status ?? ALL}
        onChange={(status) => props.onChange({ status: status === ALL ? null : status })}
        options={[
          { value: ALL, label: t('allTokens.anyStatus') },
          ...PersonalTokenStatus.options.map((value) => ({ value, label: t(`tokens.status.${value}`) })),
        ]}
      />
      <Select
        label={t('tokens.columns.lastUsed')}
        value={props.filter.used}
        onChange={(used) => props.onChange({ used: used === 'any' ? null : used })}
        options={uses.map((value) => ({ value, label: t(`allTokens.use.${value}`) }))}
      />
    </div>
  );
}

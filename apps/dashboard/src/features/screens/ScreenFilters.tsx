import type { DeviceStatus } from '@sitecast/api/screens/devices/schema';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import { Select } from '../../ui/Select.tsx';
import type { ScreenFilter } from './screen-filter.ts';

const statuses = ['online', 'offline', 'never'] as const satisfies DeviceStatus[];

/** Filters the list of screens by name, status and group. */
export function ScreenFilters(props: { filter: ScreenFilter; onChange: (filter: ScreenFilter) => void }) {
  const { api } = useWorkspace();
  const groups = usePages(
    () => keys.groups(''),
    (cursor) => api.groups.list.query({ cursor, limit: 200 }),
  );
  const change = (changes: Partial<ScreenFilter>) => props.onChange({ ...props.filter, ...changes });
  return (
    <div class="flex flex-wrap items-end gap-3">
      <SearchField
        label={t('screens.filters.search')}
        value={props.filter.search}
        onChange={(search) => change({ search })}
      />
      <Select
        class="w-44 max-sm:flex-1"
        label={t('screens.filters.status')}
        value={props.filter.status}
        onChange={(status) => change({ status })}
        options={[
          { value: 'any', label: t('screens.filters.anyStatus') },
          ...statuses.map((value) => ({ value, label: t(`screens.filters.states.${value}`) })),
        ]}
      />
      <Select
        class="w-44 max-sm:flex-1"
        label={t('screens.filters.group')}
        value={props.filter.groupId}
        onChange={(groupId) => change({ groupId })}
        options={[
          { value: 'any', label: t('screens.filters.allGroups') },
          ...(groups.items() ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </div>
  );
}

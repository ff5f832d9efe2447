import { Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { createEffect, Match, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { readAllPages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { Select } from '../../ui/Select.tsx';
import { LoadFailure } from '../../ui/Table.tsx';
import { ALL, type RuleFields } from './rule-form.ts';

interface PlaceFieldsProps {
  fields: Pick<RuleFields, 'projectId' | 'locationId'>;
  set: (name: 'projectId' | 'locationId', value: string) => void;
  error: string | undefined;
}

/** Which project, and which of its locations or all of them. */
export function PlaceFields(props: PlaceFieldsProps) {
  const { api } = useWorkspace();
  const projects = useQuery(() => ({
    queryKey: [...keys.projectLists, 'names'],
    queryFn: () => readAllPages((page) => api.projects.list.query(page)),
  }));
  const known = () => (projects.isPending || projects.isLoadingError ? undefined : projects.data);
  createEffect(() => {
    const first = known()?.[0];
    if (props.fields.projectId === '' && first) props.set('projectId', first.id);
  });
  const locations = useQuery(() => ({
    queryKey: [...keys.locations(props.fields.projectId), 'names'],
    queryFn: () =>
      readAllPages((page) => api.locations.list.query({ ...page, projectId: props.fields.projectId })),
    enabled: props.fields.projectId !== '',
  }));
  const places = () => (locations.isPending || locations.isLoadingError ? [] : (locations.data ?? []));
  return (
    <Switch fallback={<Skeleton class="h-15.5" />}>
      <Match when={projects.isLoadingError}>
        <LoadFailure error={projects.error} onRetry={() => void projects.refetch()} />
      </Match>
      <Match when={known()?.length === 0}>
        <p class="text-sm text-ask">{t('rules.noProjects')}</p>
      </Match>
      <Match when={known()}>
        {(all) => (
          <div class="grid gap-3 sm:grid-cols-2">
            <Select
              label={t('rules.project')}
              value={props.fields.projectId}
              onChange={(projectId) => {
                props.set('projectId', projectId);
                props.set('locationId', ALL);
              }}
              options={all().map(({ id, name }) => ({ value: id, label: name }))}
              error={props.error}
            />
            <Select
              label={t('rules.location')}
              value={props.fields.locationId}
              onChange={(locationId) => props.set('locationId', locationId)}
              options={[
                { value: ALL, label: t('rules.allOf') },
                ...places().map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </div>
        )}
      </Match>
    </Switch>
  );
}

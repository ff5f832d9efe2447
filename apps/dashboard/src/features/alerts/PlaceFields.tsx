import { Skeleton } from '@sitecast/ui';
import { Match, Show, Switch } from 'solid-js';
import { usePlaces } from '../../api/places.ts';
import { t } from '../../i18n/alerts.ts';
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
  const places = usePlaces(
    () => props.fields.projectId,
    (projectId) => props.set('projectId', projectId),
  );
  const failure = () => places.projectsError() ?? places.locationsError();
  return (
    <Switch fallback={<Skeleton class="h-15.5" />}>
      <Match when={failure()}>
        <LoadFailure error={failure()} onRetry={places.retry} />
      </Match>
      <Match when={places.projects()?.length === 0}>
        <p class="text-sm text-ask">{t('rules.noProjects')}</p>
      </Match>
      <Match when={places.projects()}>
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
            <Show when={places.locations()} fallback={<Skeleton class="h-15.5" />}>
              {(locations) => (
                <Select
                  label={t('rules.location')}
                  value={props.fields.locationId}
                  onChange={(locationId) => props.set('locationId', locationId)}
                  options={[
                    { value: ALL, label: t('rules.allOf') },
                    ...locations().map(({ id, name }) => ({ value: id, label: name })),
                  ]}
                />
              )}
            </Show>
          </div>
        )}
      </Match>
    </Switch>
  );
}

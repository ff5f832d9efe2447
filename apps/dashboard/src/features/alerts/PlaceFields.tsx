import { Skeleton } from '@sitecast/ui';
import { Match, Show, Switch } from 'solid-js';
import { usePlaces } from '../../api/places.ts';
import { t } from '../../i18n/alerts.ts';
import { Select } from '../../ui/Select.tsx';
import { LoadFailure } from '../../ui/Table.tsx';
import { ALL, type RuleForm } from './rule-form.ts';

/** The project, and one of its locations or all of them. */
export function PlaceFields(props: { form: RuleForm }) {
  const { form } = props;
  const places = usePlaces(
    () => form.fields.projectId,
    (projectId) => form.set('projectId', projectId),
  );
  const failure = () => places.projectsError() ?? places.locationsError();
  const chooseProject = (projectId: string) => {
    form.set('projectId', projectId);
    form.set('locationId', ALL);
  };
  return (
    <Switch fallback={<Skeleton class="h-15.5" />}>
      <Match when={failure()}>
        <LoadFailure error={failure()} onRetry={places.retry} />
      </Match>
      <Match when={places.projects()?.length === 0}>
        <p class="text-sm text-ask">{t('rules.noProjects')}</p>
      </Match>
      <Match when={places.projects()}>
        {(projects) => (
          <div class="grid gap-3 sm:grid-cols-2">
            <Select
              label={t('rules.project')}
              value={form.fields.projectId}
              onChange={chooseProject}
              options={projects().map(({ id, name }) => ({ value: id, label: name }))}
              error={form.error('projectId') ?? form.error('locationId')}
            />
            <Show when={places.locations()} fallback={<Skeleton class="h-15.5" />}>
              {(locations) => (
                <Select
                  {...form.field('locationId')}
                  label={t('rules.location')}
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

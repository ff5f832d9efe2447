import { AssignUnit, type Unit } from '@sitecast/api/sites/units/schema';
import { Skeleton } from '@sitecast/ui';
import { Match, Show, Switch } from 'solid-js';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { usePlaces } from '../../api/places.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { LoadFailure } from '../../ui/Table.tsx';

/** Assigns a meter to a location, or moves it there from its present one. */
export function PlaceDialog(props: { unit: Unit; onClose: () => void }) {
  const { api } = useWorkspace();
  const form = useForm({
    initial: { projectId: props.unit.location?.projectId ?? '', locationId: '' },
    schema: AssignUnit,
    toInput: ({ locationId }) => ({ unitId: props.unit.id, locationId }),
    send: (input) => (props.unit.location ? api.units.move.mutate(input) : api.units.assign.mutate(input)),
    said: ({ name, location }) => t('meter.places.done', { name, place: location?.name ?? '' }),
    stale: [keys.allMeters, keys.meterList, keys.projectLists, keys.metersAt],
    onDone: props.onClose,
  });
  function chooseProject(projectId: string) {
    form.set('projectId', projectId);
    form.set('locationId', '');
  }
  const places = usePlaces(() => form.fields.projectId, chooseProject);
  const failure = () => places.projectsError() ?? places.locationsError();
  const free = () => places.locations()?.filter(({ unit }) => unit === null);
  return (
    <FormDialog
      title={t('meter.places.put')}
      lead={t('meter.places.dialogLead')}
      verb={props.unit.location ? t('meter.places.move') : t('meter.places.put')}
      form={form}
      disabled={!free()?.length}
      onClose={props.onClose}
    >
      <Switch fallback={<Skeleton class="h-36" />}>
        <Match when={failure()}>
          <LoadFailure error={failure()} onRetry={places.retry} />
        </Match>
        <Match when={places.projects()?.length === 0}>
          <p class="py-4 text-quiet">{t('meter.places.noProjects')}</p>
        </Match>
        <Match when={places.projects()}>
          {(projects) => (
            <>
              <Select
                label={t('meter.places.project')}
                value={form.fields.projectId}
                onChange={chooseProject}
                options={optionsOf(projects())}
              />
              <Show when={free()} fallback={<Skeleton class="h-15.5" />}>
                {(locations) => (
                  <Show
                    when={locations().length > 0}
                    fallback={<p class="text-quiet">{t('meter.places.noLocations')}</p>}
                  >
                    <Select
                      {...form.field('locationId')}
                      label={t('meter.places.location')}
                      options={optionsOf(locations())}
                      error={form.error('locationId') === undefined ? undefined : t('fields.required')}
                    />
                  </Show>
                )}
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </FormDialog>
  );
}

function optionsOf(named: { id: string; name: string }[]) {
  return named.map(({ id, name }) => ({ value: id, label: name }));
}

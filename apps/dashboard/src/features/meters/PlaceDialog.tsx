import { AssignUnit, type Unit } from '@sitecast/api/sites/units/schema';
import { Skeleton } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { Match, Show, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePlaces } from '../../api/places.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { createForm } from '../../ui/form.ts';
import { Select } from '../../ui/Select.tsx';
import { LoadFailure } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';

interface PlaceDialogProps {
  unit: Unit;
  onClose: () => void;
}

/** Puts a meter at a location, wherever it stands now. */
export function PlaceDialog(props: PlaceDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('meter.places.put')}
      lead={t('meter.places.dialogLead')}
    >
      <PlaceForm {...props} />
    </Dialog>
  );
}

function PlaceForm(props: PlaceDialogProps) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const form = createForm({
    initial: { projectId: props.unit.location?.projectId ?? '', locationId: '' },
    schema: AssignUnit,
    toInput: ({ locationId }) => ({ unitId: props.unit.id, locationId }),
    send: (input) => (props.unit.location ? api.units.move.mutate(input) : api.units.assign.mutate(input)),
    onDone({ id, name, location }) {
      notify({ tone: 'good', title: t('meter.places.done', { name, place: location?.name ?? '' }) });
      for (const queryKey of [keys.meter(id), keys.meterList, keys.projectLists, keys.metersAt])
        void queries.invalidateQueries({ queryKey });
      props.onClose();
    },
  });
  const places = usePlaces(
    () => form.fields.projectId,
    (projectId) => form.set('projectId', projectId),
  );
  const failure = () => places.projectsError() ?? places.locationsError();
  const free = () => places.locations()?.filter(({ unit }) => unit === null);
  return (
    <DialogForm
      form={form}
      verb={props.unit.location ? t('meter.places.move') : t('meter.places.put')}
      onCancel={props.onClose}
      disabled={!free()?.length}
    >
      <Switch fallback={<Skeleton class="h-36" />}>
        <Match when={failure()}>
          <LoadFailure error={failure()} onRetry={places.retry} />
        </Match>
        <Match when={places.projects()?.length === 0}>
          <p class="py-4 text-quiet">{t('meter.places.noProjects')}</p>
        </Match>
        <Match when={places.projects()}>
          {(all) => (
            <>
              <Select
                label={t('meter.places.project')}
                value={form.fields.projectId}
                onChange={(projectId) => {
                  form.set('projectId', projectId);
                  form.set('locationId', '');
                }}
                options={all().map(({ id, name }) => ({ value: id, label: name }))}
              />
              <Show when={free()} fallback={<Skeleton class="h-15.5" />}>
                {(some) => (
                  <Show
                    when={some().length > 0}
                    fallback={<p class="text-quiet">{t('meter.places.noLocations')}</p>}
                  >
                    <Select
                      label={t('meter.places.location')}
                      value={form.fields.locationId}
                      onChange={(locationId) => form.set('locationId', locationId)}
                      options={some().map(({ id, name }) => ({ value: id, label: name }))}
                      error={form.error('locationId') === undefined ? undefined : t('fields.required')}
                    />
                  </Show>
                )}
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </DialogForm>
  );
}

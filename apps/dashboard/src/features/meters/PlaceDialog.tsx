import { AssignUnit, type Unit } from '@sitecast/api/units/schema';
import { Button, Skeleton } from '@sitecast/ui';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import { createEffect, Match, Show, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { readAllPages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
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
      notify({ tone: 'good', title: t('meter.places.done', name, location?.name ?? '') });
      for (const queryKey of [keys.meter(id), keys.meterList, keys.projectLists, keys.metersAt])
        void queries.invalidateQueries({ queryKey });
      props.onClose();
    },
  });
  const projects = useQuery(() => ({
    queryKey: [...keys.projectLists, 'names'],
    queryFn: () => readAllPages((page) => api.projects.list.query(page)),
  }));
  const known = () => (projects.isPending || projects.isLoadingError ? undefined : projects.data);
  createEffect(() => {
    const first = known()?.[0];
    if (form.fields.projectId === '' && first) form.set('projectId', first.id);
  });
  const locations = useQuery(() => ({
    queryKey: [...keys.locations(form.fields.projectId), 'names'],
    queryFn: () =>
      readAllPages((page) => api.locations.list.query({ ...page, projectId: form.fields.projectId })),
    enabled: form.fields.projectId !== '',
  }));
  const free = () =>
    locations.isPending || locations.isLoadingError
      ? undefined
      : locations.data?.filter(({ unit }) => unit === null);
  return (
    <form onSubmit={form.submit} novalidate>
      <DialogBody>
        <Switch fallback={<Skeleton class="h-36" />}>
          <Match when={projects.isLoadingError || locations.isLoadingError}>
            <LoadFailure error={projects.error ?? locations.error} onRetry={() => void projects.refetch()} />
          </Match>
          <Match when={known()?.length === 0}>
            <p class="py-4 text-quiet">{t('meter.places.noProjects')}</p>
          </Match>
          <Match when={known()}>
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
      </DialogBody>
      <DialogActions>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={form.busy()} disabled={!free()?.length}>
          {props.unit.location ? t('meter.places.move') : t('meter.places.put')}
        </Button>
      </DialogActions>
    </form>
  );
}

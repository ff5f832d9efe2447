import type { Location } from '@sitecast/api/sites/projects/schema';
import { AssignUnit, type Unit } from '@sitecast/api/sites/units/schema';
import { Button, Skeleton } from '@sitecast/ui';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import { Match, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { readAllPages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/projects.ts';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { createForm } from '../../ui/form.ts';
import { Select } from '../../ui/Select.tsx';
import { LoadFailure } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';

interface PutMeterDialogProps {
  location: Location;
  onClose: () => void;
}

/** Puts a meter at a location: a free one, or one that stands elsewhere now. */
export function PutMeterDialog(props: PutMeterDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={`${props.location.name}: ${t('projects.locations.putMeter')}`}
      lead={t('projects.locations.meterLead')}
    >
      <PutMeterForm {...props} />
    </Dialog>
  );
}

function PutMeterForm(props: PutMeterDialogProps) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const query = useQuery(() => ({
    queryKey: [...keys.meterList, 'whole'],
    queryFn: () => readAllPages((page) => api.units.list.query(page)),
  }));
  const meters = () => (query.isPending || query.isLoadingError ? undefined : query.data);
  const form = createForm({
    initial: { unitId: '' },
    schema: AssignUnit,
    toInput: ({ unitId }) => ({ unitId, locationId: props.location.id }),
    send: (input) =>
      meters()?.find(({ id }) => id === input.unitId)?.location
        ? api.units.move.mutate(input)
        : api.units.assign.mutate(input),
    onDone({ id, name }: Unit) {
      notify({ tone: 'good', title: t('meter.places.done', { name, place: props.location.name }) });
      for (const queryKey of [keys.meter(id), keys.meterList, keys.projectLists, keys.metersAt])
        void queries.invalidateQueries({ queryKey });
      props.onClose();
    },
  });
  /** Free ones first. */
  const options = (all: Unit[]) =>
    [...all]
      .sort((one, other) => Number(one.location !== null) - Number(other.location !== null))
      .map(({ id, name, location }) => ({
        value: id,
        label: location ? t('projects.locations.elsewhere', { meter: name, place: location.name }) : name,
      }));
  return (
    <form onSubmit={form.submit} novalidate>
      <DialogBody>
        <Switch fallback={<Skeleton class="h-15.5" />}>
          <Match when={query.isLoadingError}>
            <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
          </Match>
          <Match when={meters()?.length === 0}>
            <p class="py-2 text-quiet">{t('projects.locations.noMeters')}</p>
          </Match>
          <Match when={meters()}>
            {(all) => (
              <Select
                label={t('projects.locations.meter')}
                value={form.fields.unitId}
                onChange={(unitId) => form.set('unitId', unitId)}
                options={options(all())}
                error={form.error('unitId') === undefined ? undefined : t('fields.required')}
              />
            )}
          </Match>
        </Switch>
      </DialogBody>
      <DialogActions>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={form.busy()} disabled={!meters()?.length}>
          {t('projects.locations.putMeter')}
        </Button>
      </DialogActions>
    </form>
  );
}

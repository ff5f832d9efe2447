import type { Location } from '@sitecast/api/sites/projects/schema';
import { AssignUnit, type Unit } from '@sitecast/api/sites/units/schema';
import { Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { answerOf } from '../../api/answer.ts';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { readAllPages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/projects.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Select } from '../../ui/Select.tsx';

/** Assigns a meter to a location, or moves one here from another location. */
export function PutMeterDialog(props: { location: Location; onClose: () => void }) {
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: [...keys.meterList, 'whole'],
    queryFn: () => readAllPages((page) => api.units.list.query(page)),
  }));
  const meters = () => answerOf(query) ?? [];
  const form = useForm({
    initial: { unitId: '' },
    schema: AssignUnit,
    toInput: ({ unitId }) => ({ unitId, locationId: props.location.id }),
    send: (input) =>
      meters().find(({ id }) => id === input.unitId)?.location
        ? api.units.move.mutate(input)
        : api.units.assign.mutate(input),
    said: ({ name }) => t('meter.places.done', { name, place: props.location.name }),
    stale: [keys.allMeters, keys.meterList, keys.projectLists, keys.metersAt],
    onDone: props.onClose,
  });
  return (
    <FormDialog
      title={`${props.location.name}: ${t('projects.locations.putMeter')}`}
      lead={t('projects.locations.meterLead')}
      verb={t('projects.locations.putMeter')}
      form={form}
      disabled={meters().length === 0}
      onClose={props.onClose}
    >
      <Loaded query={query} skeleton={<Skeleton class="h-15.5" />}>
        {(all) => (
          <Show
            when={all().length > 0}
            fallback={<p class="py-2 text-quiet">{t('projects.locations.noMeters')}</p>}
          >
            <Select
              {...form.field('unitId')}
              label={t('projects.locations.meter')}
              options={meterOptions(all())}
              error={form.error('unitId') === undefined ? undefined : t('fields.required')}
            />
          </Show>
        )}
      </Loaded>
    </FormDialog>
  );
}

/** Meters without a location first. */
function meterOptions(meters: Unit[]) {
  return [...meters]
    .sort((a, b) => Number(a.location !== null) - Number(b.location !== null))
    .map(({ id, name, location }) => ({
      value: id,
      label: location ? t('projects.locations.elsewhere', { meter: name, place: location.name }) : name,
    }));
}

import type { Unit } from '@sitecast/api/sites/units/schema';
import { Button, Card, CardHeader, formatDate, formatExactTime, Skeleton } from '@sitecast/ui';
import { For, Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/meters.ts';
import { type Dialogs, useDialogs } from '../../ui/dialogs.tsx';
import { MapPin } from '../../ui/icons.ts';
import { ListStates } from '../../ui/List.tsx';
import { NameLink } from '../../ui/NameLink.tsx';

const PlaceDialog = lazyPart(() => import('./PlaceDialog.tsx'));

/** The locations a meter has been assigned to, the current one first. */
export function MeterPlaces(props: { unit: Unit }) {
  const { api, mayChange } = useWorkspace();
  const dialogs = useDialogs();
  const places = usePages(
    () => keys.meterPlaces(props.unit.id),
    (cursor) => api.units.assignments.query({ unitId: props.unit.id, cursor, limit: 5 }),
  );
  return (
    <Card>
      <CardHeader title={t('meter.places.title')}>
        <Show when={mayChange}>
          <Button
            size="sm"
            variant="ghost"
            onClick={() => dialogs.openDialog(PlaceDialog, { unit: props.unit })}
          >
            <MapPin class="size-4" aria-hidden="true" />
            {props.unit.location ? t('meter.places.move') : t('meter.places.put')}
          </Button>
        </Show>
      </CardHeader>
      <ListStates list={places} empty={t('meter.places.none')} skeleton={<Skeleton class="m-5 h-10" />}>
        {(items) => (
          <ul class="divide-y divide-line">
            <For each={items()}>
              {(assigned) => (
                <li class="flex items-center justify-between gap-3 px-5 py-3">
                  <div class="flex min-w-0 flex-col">
                    <NameLink href={`/projects/${assigned.location.projectId}`}>
                      {assigned.location.name}
                    </NameLink>
                    <span class="text-sm text-quiet wrap-anywhere">{assigned.location.projectName}</span>
                    <span class="text-xs text-quiet">
                      <AssignedPeriod period={assigned} />
                    </span>
                  </div>
                  <Show when={mayChange && assigned.assignedUntil === null}>
                    <UnassignButton unit={props.unit} place={assigned.location.name} dialogs={dialogs} />
                  </Show>
                </li>
              )}
            </For>
          </ul>
        )}
      </ListStates>
    </Card>
  );
}

/** When a meter was, or since when it is, assigned to a location. */
export function AssignedPeriod(props: { period: { assignedFrom: string; assignedUntil: string | null } }) {
  const from = () => formatDate(props.period.assignedFrom);
  return (
    <span title={formatExactTime(props.period.assignedFrom)}>
      {props.period.assignedUntil === null
        ? t('meter.places.since', { when: from() })
        : t('meter.places.span', { from: from(), until: formatDate(props.period.assignedUntil) })}
    </span>
  );
}

interface UnassignButtonProps {
  unit: Pick<Unit, 'id' | 'name'>;
  place: string;
  dialogs: Dialogs;
}

/** Takes a meter from its location, after asking. */
export function UnassignButton(props: UnassignButtonProps) {
  const { api } = useWorkspace();
  const unassign = useChange({
    call: (unitId: string, _names: { name: string; place: string }) => api.units.unassign.mutate({ unitId }),
    said: (_answer, _unitId, names) => t('meter.places.taken', names),
    stale: [keys.allMeters, keys.meterList, keys.projectLists, keys.metersAt],
  });
  function ask() {
    const { id, name } = props.unit;
    const names = { name, place: props.place };
    props.dialogs.confirm({
      title: t('meter.places.takeTitle', names),
      lead: t('meter.places.takeLead'),
      verb: t('meter.places.take'),
      run: () => unassign.run(id, names),
    });
  }
  return (
    <Button size="sm" variant="ghost" onClick={ask}>
      {t('meter.places.take')}
    </Button>
  );
}

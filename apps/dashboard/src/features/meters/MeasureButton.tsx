import type { Unit } from '@sitecast/api/sites/units/schema';
import { Button } from '@sitecast/ui';
import { createSignal } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { CirclePause, CirclePlay } from '../../ui/icons.ts';
import { notify } from '../../ui/Toasts.tsx';

/** Starts or stops an instrument's measurement, after asking. */
export function MeasureButton(props: { unit: Unit; isMeasuring: boolean }) {
  const { api } = useWorkspace();
  const [asking, setAsking] = createSignal<'start' | 'stop'>();
  // While it closes, the question is still the one that was asked.
  const [last, setLast] = createSignal<'start' | 'stop'>('stop');
  const ask = () => {
    const what = props.isMeasuring ? 'stop' : 'start';
    setLast(what);
    setAsking(what);
  };
  const act = createAction(async () => {
    const { id: unitId, name } = props.unit;
    if (last() === 'start') await api.units.startMeasuring.mutate({ unitId });
    else await api.units.stopMeasuring.mutate({ unitId });
    setAsking(undefined);
    notify({ tone: 'good', title: t(last() === 'start' ? 'meter.started' : 'meter.stopped', { name }) });
  });
  return (
    <>
      <Button onClick={ask}>
        {props.isMeasuring ? (
          <CirclePause class="size-4" aria-hidden="true" />
        ) : (
          <CirclePlay class="size-4" aria-hidden="true" />
        )}
        {props.isMeasuring ? t('meter.stop') : t('meter.start')}
      </Button>
      <ConfirmDialog
        open={asking() !== undefined}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={t(last() === 'start' ? 'meter.startTitle' : 'meter.stopTitle', { name: props.unit.name })}
        lead={t(last() === 'start' ? 'meter.startLead' : 'meter.stopLead')}
        verb={t(last() === 'start' ? 'meter.start' : 'meter.stop')}
        busy={act.busy()}
        onConfirm={() => void act.run()}
      />
    </>
  );
}

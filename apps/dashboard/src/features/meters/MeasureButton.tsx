import type { Unit } from '@sitecast/api/sites/units/schema';
import { Button } from '@sitecast/ui';
import { Dynamic } from 'solid-js/web';
import { useChange } from '../../api/change.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { CirclePause, CirclePlay } from '../../ui/icons.ts';

/** Starts or stops the measurement of an instrument, after asking. */
export function MeasureButton(props: { unit: Unit; isMeasuring: boolean }) {
  const { api } = useWorkspace();
  const { confirm } = useDialogs();
  const action = () => (props.isMeasuring ? 'stop' : 'start');
  const change = useChange({
    call: (wanted: 'start' | 'stop', { id: unitId }: Unit) =>
      wanted === 'start'
        ? api.units.startMeasuring.mutate({ unitId })
        : api.units.stopMeasuring.mutate({ unitId }),
    said: (_answer, wanted, { name }) => t(wanted === 'start' ? 'meter.started' : 'meter.stopped', { name }),
  });
  function ask() {
    const { unit } = props;
    const wanted = action();
    confirm({
      title: t(`meter.${wanted}Title`, { name: unit.name }),
      lead: t(`meter.${wanted}Lead`),
      verb: t(`meter.${wanted}`),
      run: () => change.run(wanted, unit),
    });
  }
  return (
    <Button onClick={ask}>
      <Dynamic component={props.isMeasuring ? CirclePause : CirclePlay} class="size-4" aria-hidden="true" />
      {t(`meter.${action()}`)}
    </Button>
  );
}

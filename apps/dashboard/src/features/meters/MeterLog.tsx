import type { Unit } from '@sitecast/api/sites/units/schema';
import { Card, CardHeader } from '@sitecast/ui';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { LogLines } from '../../ui/LogLines.tsx';

/** A meter's connection log, newest first. */
export function MeterLog(props: { unit: Unit }) {
  const { api } = useWorkspace();
  const log = usePages(
    () => keys.meterLog(props.unit.id),
    (cursor) => api.units.log.query({ unitId: props.unit.id, cursor, limit: 12 }),
  );
  return (
    <Card>
      <CardHeader title={t('meter.log')} />
      <LogLines
        log={log}
        empty={t('meter.logEmpty')}
        levelOf={({ level }) => t(`meter.logLevels.${level}`)}
        messageOf={({ message }) => message}
      />
    </Card>
  );
}

import type { Device, LogLevel } from '@sitecast/api/screens/devices/schema';
import { Card, CardHeader } from '@sitecast/ui';
import { createSignal } from 'solid-js';
import type { z } from 'zod';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/screen.ts';
import { Field } from '../../ui/Field.tsx';
import { LogLines } from '../../ui/LogLines.tsx';
import { Select } from '../../ui/Select.tsx';
import { createSearch } from '../../ui/search.ts';

type Level = z.infer<typeof LogLevel>;

const levels: Level[] = ['error', 'warn', 'info', 'debug'];

/** The player's log, newest first, filtered by level and tag. */
export function DeviceLog(props: { device: Device }) {
  const { api } = useWorkspace();
  const [level, setLevel] = createSignal<Level | 'any'>('any');
  const tag = createSearch();
  const filter = () => {
    const chosen = level();
    return { level: chosen === 'any' ? undefined : chosen, tag: tag.wanted() || undefined };
  };
  const log = usePages(
    () => keys.screenLogOf(props.device.id, filter()),
    (cursor) => api.devices.log.query({ deviceId: props.device.id, ...filter(), cursor, limit: 15 }),
  );
  const isFiltered = () => level() !== 'any' || tag.wanted() !== '';
  return (
    <Card>
      <CardHeader title={t('screen.log')} />
      <div class="border-b border-line px-5 py-3">
        <div class="grid grid-cols-2 gap-3 sm:max-w-md">
          <Select
            label={t('screen.logLevel')}
            value={level()}
            onChange={setLevel}
            options={[
              { value: 'any', label: t('screen.anyLevel') },
              ...levels.map((value) => ({ value, label: t(`screen.levels.${value}`) })),
            ]}
          />
          <Field
            label={t('screen.logTag')}
            optional
            value={tag.typed()}
            onChange={tag.type}
            input={{ maxlength: 64, spellcheck: false, placeholder: 'pip' }}
          />
        </div>
      </div>
      <LogLines
        log={log}
        empty={isFiltered() ? t('screen.logNoMatch') : t('screen.logEmpty')}
        levelOf={({ level }) => t(`screen.levels.${level}`)}
        messageOf={({ tag, message }) => (
          <>
            <span class="mr-2 font-mono text-xs text-quiet">{tag}</span>
            {message}
          </>
        )}
      />
    </Card>
  );
}

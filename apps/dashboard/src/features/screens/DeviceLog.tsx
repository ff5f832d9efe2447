import type { Device, LogLevel } from '@sitecast/api/devices/schema';
import { Card, CardHeader, formatExactTime, formatLogTime, Skeleton, Status, type Tone } from '@sitecast/ui';
import { createSignal, For, Match, Switch } from 'solid-js';
import type { z } from 'zod';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { Field } from '../../ui/Field.tsx';
import { Bug, CircleAlert, Info, TriangleAlert } from '../../ui/icons.ts';
import { Select } from '../../ui/Select.tsx';
import { createSettled } from '../../ui/settled.ts';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';

type Level = z.infer<typeof LogLevel>;

const levels: Record<Level, { tone: Tone; icon: typeof Bug }> = {
  debug: { tone: 'quiet', icon: Bug },
  info: { tone: 'quiet', icon: Info },
  warn: { tone: 'ask', icon: TriangleAlert },
  error: { tone: 'act', icon: CircleAlert },
};

/** The worst first. */
const LEVELS: Level[] = ['error', 'warn', 'info', 'debug'];

/** What the player reported, newest first. */
export function DeviceLog(props: { device: Device }) {
  const { api } = useWorkspace();
  const [level, setLevel] = createSignal<Level | 'any'>('any');
  const [typed, setTyped] = createSignal('');
  const tag = createSettled(() => typed().trim());
  const filter = () => {
    const chosen = level();
    return { level: chosen === 'any' ? undefined : chosen, tag: tag() === '' ? undefined : tag() };
  };
  const log = usePages(
    () => keys.screenLogOf(props.device.id, filter()),
    (cursor) => api.devices.log.query({ deviceId: props.device.id, ...filter(), cursor, limit: 15 }),
  );
  const isFiltered = () => level() !== 'any' || tag() !== '';
  return (
    <Card>
      <CardHeader title={t('screen.log')} />
      <div class="grid grid-cols-2 gap-3 border-b border-line px-5 py-3 sm:max-w-md">
        <Select
          label={t('screen.logLevel')}
          value={level()}
          onChange={setLevel}
          options={[
            { value: 'any', label: t('screen.anyLevel') },
            ...LEVELS.map((value) => ({ value, label: t(`screen.levels.${value}`) })),
          ]}
        />
        <Field
          label={t('screen.logTag')}
          optional
          value={typed()}
          onChange={setTyped}
          input={{ maxlength: 64, spellcheck: false, placeholder: 'pip' }}
        />
      </div>
      <Switch fallback={<Skeleton class="m-5 h-16" />}>
        <Match when={log.error()}>
          <LoadFailure error={log.error()} onRetry={log.retry} />
        </Match>
        <Match when={log.items()?.length === 0}>
          <p class="px-5 py-6 text-quiet">{isFiltered() ? t('screen.logNoMatch') : t('screen.logEmpty')}</p>
        </Match>
        <Match when={log.items()}>
          <ul class="divide-y divide-line">
            <For each={log.items()}>
              {(line) => (
                <li class="flex flex-wrap items-start gap-x-4 px-5 py-2 sm:flex-nowrap">
                  <Status {...levels[line.level]} class="w-20 shrink-0">
                    {t(`screen.levels.${line.level}`)}
                  </Status>
                  <p class="order-last min-w-0 flex-1 basis-full text-sm wrap-anywhere sm:order-none sm:basis-0">
                    <span class="mr-2 font-mono text-xs text-quiet">{line.tag}</span>
                    {line.message}
                  </p>
                  <time
                    class="ml-auto shrink-0 text-sm text-quiet"
                    datetime={line.at}
                    title={formatExactTime(line.at)}
                  >
                    {formatLogTime(line.at)}
                  </time>
                </li>
              )}
            </For>
          </ul>
          <MoreButton list={log} />
        </Match>
      </Switch>
    </Card>
  );
}

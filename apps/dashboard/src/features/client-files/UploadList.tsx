import { Button, cx, formatBytes, formatPercent, IconButton } from '@sitecast/ui';
import { For, Show } from 'solid-js';
import { t } from '../../i18n/client-files.ts';
import { X } from '../../ui/icons.ts';
import type { createUploads, FileToSend } from './uploads.ts';

/** How far each file has come that is on its way, and why one has not arrived. */
export function UploadList(props: { uploads: ReturnType<typeof createUploads> }) {
  return (
    <Show when={props.uploads.files.length > 0}>
      <ul
        aria-label={t('clientFiles.uploads')}
        class="flex flex-col divide-y divide-line border-b border-line"
      >
        <For each={props.uploads.files}>
          {(one) => (
            <UploadRow
              one={one}
              onCancel={() => props.uploads.cancel(one.file)}
              onRetry={() => props.uploads.retry(one.file)}
            />
          )}
        </For>
      </ul>
    </Show>
  );
}

function UploadRow(props: { one: FileToSend; onCancel: () => void; onRetry: () => void }) {
  const name = () => props.one.file.name;
  const share = () => props.one.sent / props.one.file.size;
  const stop = () =>
    t(props.one.state === 'failed' ? 'clientFiles.dismiss' : 'clientFiles.cancel', { file: name() });
  return (
    <li class="flex items-center gap-3 py-2.5 pr-3 pl-5">
      <div class="flex min-w-0 flex-1 flex-col gap-1">
        <p class="flex items-baseline justify-between gap-3">
          <span class="min-w-0 font-medium wrap-anywhere">{name()}</span>
          <span class="shrink-0 text-xs text-quiet tabular-nums">
            <Show when={props.one.state === 'sending'} fallback={formatBytes(props.one.file.size)}>
              {share() < 1 ? formatPercent(Math.floor(share() * 100) / 100) : t('clientFiles.saving')}
            </Show>
          </span>
        </p>
        <Show
          when={props.one.state === 'failed'}
          fallback={
            <Show
              when={props.one.state === 'sending'}
              fallback={<p class="text-xs text-quiet">{t('clientFiles.waiting')}</p>}
            >
              <progress
                class={cx(
                  'h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken',
                  '[&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent',
                )}
                aria-label={t('clientFiles.sending', { file: name() })}
                max={props.one.file.size}
                value={props.one.sent}
              />
            </Show>
          }
        >
          <p role="alert" class="text-xs font-medium text-act">
            <span class="sr-only">{`${t('clientFiles.failed', { file: name() })}. `}</span>
            {props.one.problem}
          </p>
        </Show>
      </div>
      <Show when={props.one.mayRetry && props.one.state === 'failed'}>
        <Button size="sm" aria-label={t('clientFiles.again', { file: name() })} onClick={props.onRetry}>
          {t('common.retry')}
        </Button>
      </Show>
      <IconButton label={stop()} onClick={props.onCancel}>
        <X class="size-4" aria-hidden="true" />
      </IconButton>
    </li>
  );
}

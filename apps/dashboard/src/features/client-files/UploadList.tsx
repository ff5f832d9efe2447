import { Button, cx, formatBytes, formatPercent, IconButton } from '@sitecast/ui';
import { For, Match, Show, Switch } from 'solid-js';
import { t } from '../../i18n/client-files.ts';
import { X } from '../../ui/icons.ts';
import type { createUploads, Upload } from './uploads.ts';

/** The files that are waiting, uploading with their progress, or failed with the reason. */
export function UploadList(props: { uploads: ReturnType<typeof createUploads> }) {
  return (
    <Show when={props.uploads.files.length > 0}>
      <ul
        aria-label={t('clientFiles.uploads')}
        class="flex flex-col divide-y divide-line border-b border-line"
      >
        <For each={props.uploads.files}>
          {(upload) => (
            <UploadRow
              upload={upload}
              onCancel={() => props.uploads.cancel(upload.file)}
              onRetry={() => props.uploads.retry(upload.file)}
            />
          )}
        </For>
      </ul>
    </Show>
  );
}

function UploadRow(props: { upload: Upload; onCancel: () => void; onRetry: () => void }) {
  const name = () => props.upload.file.name;
  const share = () => props.upload.sent / props.upload.file.size;
  const stop = () =>
    t(props.upload.state === 'failed' ? 'clientFiles.dismiss' : 'clientFiles.cancel', { file: name() });
  return (
    <li class="flex items-center gap-3 py-2.5 pr-3 pl-5">
      <div class="flex min-w-0 flex-1 flex-col gap-1">
        <p class="flex items-baseline justify-between gap-3">
          <span class="min-w-0 font-medium wrap-anywhere">{name()}</span>
          <span class="shrink-0 text-xs text-quiet tabular-nums">
            <Show when={props.upload.state === 'sending'} fallback={formatBytes(props.upload.file.size)}>
              {share() < 1 ? formatPercent(Math.floor(share() * 100) / 100) : t('clientFiles.saving')}
            </Show>
          </span>
        </p>
        <Switch>
          <Match when={props.upload.state === 'failed'}>
            <p role="alert" class="text-xs font-medium text-act">
              <span class="sr-only">{`${t('clientFiles.failed', { file: name() })}. `}</span>
              {props.upload.problem}
            </p>
          </Match>
          <Match when={props.upload.state === 'waiting'}>
            <p class="text-xs text-quiet">{t('clientFiles.waiting')}</p>
          </Match>
          <Match when={props.upload.state === 'sending'}>
            <progress
              class={cx(
                'h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken',
                '[&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent',
              )}
              aria-label={t('clientFiles.sending', { file: name() })}
              max={props.upload.file.size}
              value={props.upload.sent}
            />
          </Match>
        </Switch>
      </div>
      <Show when={props.upload.mayRetry && props.upload.state === 'failed'}>
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

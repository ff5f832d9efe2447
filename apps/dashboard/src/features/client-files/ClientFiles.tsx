import { Button, Card, cx } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, onCleanup, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/client-files.ts';
import { Upload } from '../../ui/icons.ts';
import { notify } from '../../ui/Toasts.tsx';
import { FileTable } from './FileTable.tsx';
import { UploadList } from './UploadList.tsx';
import { createUploads } from './uploads.ts';

/** The files of a project's client. @param props.clientId null for a project without a client */
export function ClientFiles(props: { clientId: string | null }) {
  const { mayChange } = useWorkspace();
  return (
    <Show
      when={props.clientId}
      keyed
      fallback={
        <section class="flex flex-col gap-1">
          <h2 class="text-lg font-semibold">{t('clientFiles.title')}</h2>
          <p class="text-quiet">
            {t('clientFiles.needsClient')} {mayChange ? t('clientFiles.chooseClient') : ''}
          </p>
        </section>
      }
    >
      {(clientId) => <FilesOf clientId={clientId} />}
    </Show>
  );
}

function FilesOf(props: { clientId: string }) {
  const { mayChange, workspace } = useWorkspace();
  const queries = useQueryClient();
  const [over, setOver] = createSignal(false);
  let chooser!: HTMLInputElement;
  const { clientId } = props;
  const uploads = createUploads({
    clientId,
    workspaceId: workspace.id,
    onDone({ name }) {
      notify({ tone: 'good', title: t('clientFiles.added', { file: name }) });
      void queries.invalidateQueries({ queryKey: keys.clientFiles(clientId) });
    },
  });
  // A file dropped elsewhere on the page would replace it in the browser.
  for (const event of ['dragover', 'drop'] as const) {
    window.addEventListener(event, ignoreFiles);
    onCleanup(() => window.removeEventListener(event, ignoreFiles));
  }
  const hasFiles = (event: DragEvent) => mayChange && event.dataTransfer?.types.includes('Files');
  const dragOver = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const leave = (event: DragEvent & { currentTarget: HTMLElement }) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  };
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(false);
    uploads.add(filesOf(event.dataTransfer!));
  };
  return (
    <section
      class="flex flex-col gap-3"
      aria-label={t('clientFiles.title')}
      onDragOver={dragOver}
      onDragLeave={leave}
      onDrop={drop}
    >
      <header class="flex flex-wrap items-end justify-between gap-3">
        <div class="min-w-0">
          <h2 class="text-lg font-semibold">{t('clientFiles.title')}</h2>
          <p class="text-sm text-quiet">{t('clientFiles.lead')}</p>
        </div>
        <Show when={mayChange}>
          <input
            ref={chooser}
            type="file"
            multiple
            class="sr-only"
            tabindex="-1"
            aria-label={t('clientFiles.add')}
            onChange={(event) => {
              uploads.add(event.currentTarget.files ?? []);
              event.currentTarget.value = '';
            }}
          />
          <Button size="sm" onClick={() => chooser.click()}>
            <Upload class="size-4" aria-hidden="true" />
            {t('clientFiles.add')}
          </Button>
        </Show>
      </header>
      <div class={cx('relative rounded-card', over() && 'outline-2 outline-accent')}>
        <Card>
          <UploadList uploads={uploads} />
          <FileTable clientId={clientId} />
        </Card>
        <Show when={over()}>
          <p class="pointer-events-none absolute inset-0 flex items-center justify-center rounded-card bg-surface/95 font-medium text-accent-ink">
            {t('clientFiles.drop')}
          </p>
        </Show>
      </div>
    </section>
  );
}

function ignoreFiles(event: DragEvent): void {
  if (!event.defaultPrevented && event.dataTransfer?.types.includes('Files')) {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  }
}

/** The files that were dropped. Folders cannot be read as files; a toast names each. */
function filesOf({ items, files }: DataTransfer): File[] {
  const folders = [...items].flatMap((item) => {
    const entry = item.webkitGetAsEntry?.();
    return entry?.isDirectory ? [entry.name] : [];
  });
  for (const title of folders) notify({ tone: 'act', title, detail: t('clientFiles.problems.folder') });
  return [...files].filter(({ name }) => !folders.includes(name));
}

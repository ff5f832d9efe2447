import type { ClientFile } from '@sitecast/api/sites/client-files/schema';
import { formatBytes, formatExactTime, formatRelative, IconButton, Skeleton } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, Show } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/client-files.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Download, Trash } from '../../ui/icons.ts';
import { PagedTable } from '../../ui/PagedTable.tsx';
import { Td, Th, Tr } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { downloadAddress } from './send-file.ts';
import { LIMIT } from './uploads.ts';

/** The files of a client: to be had, and for those who may change things, to be deleted. */
export function FileTable(props: { clientId: string }) {
  const { api, mayChange } = useWorkspace();
  const queries = useQueryClient();
  const [deleting, setDeleting] = createSignal<ClientFile>();
  const queryKey = () => keys.clientFiles(props.clientId);
  const files = usePages(queryKey, (cursor) =>
    api.clients.files.query({ clientId: props.clientId, cursor, limit: 20 }),
  );
  const remove = createAction(async ({ id: fileId, name }: ClientFile) => {
    await api.clients.removeFile.mutate({ clientId: props.clientId, fileId });
    setDeleting(undefined);
    notify({ tone: 'good', title: t('clientFiles.deleted', { file: name }) });
    await queries.invalidateQueries({ queryKey: queryKey() });
  });
  return (
    <>
      <PagedTable
        list={files}
        head={
          <>
            <Th>{t('clientFiles.columns.name')}</Th>
            <Th class="text-right max-sm:hidden">{t('clientFiles.columns.size')}</Th>
            <Th class="max-sm:hidden">{t('clientFiles.columns.added')}</Th>
            <Th>
              <span class="sr-only">{t('clientFiles.columns.actions')}</span>
            </Th>
          </>
        }
        skeleton={<Waiting />}
        empty={
          <p class="px-5 py-8 text-center text-quiet">
            {t('clientFiles.empty')} {mayChange ? t('clientFiles.hint', { limit: LIMIT }) : ''}
          </p>
        }
      >
        {(file) => <FileRow clientId={props.clientId} file={file} onDelete={() => setDeleting(file)} />}
      </PagedTable>
      <ConfirmDialog
        open={deleting() !== undefined}
        onOpenChange={(open) => !open && setDeleting(undefined)}
        title={t('clientFiles.deleteTitle', { file: deleting()?.name ?? '' })}
        lead={t('clientFiles.deleteLead')}
        verb={t('clientFiles.delete')}
        busy={remove.busy()}
        onConfirm={() => {
          const file = deleting();
          if (file) void remove.run(file);
        }}
      />
    </>
  );
}

function FileRow(props: { clientId: string; file: ClientFile; onDelete: () => void }) {
  const { mayChange, workspace } = useWorkspace();
  const address = () => downloadAddress(props.clientId, props.file.id, workspace.id);
  const added = () =>
    t('clientFiles.addedBy', { when: formatRelative(props.file.createdAt), person: props.file.createdBy });
  return (
    <Tr>
      <Td>
        <a
          href={address()}
          download={props.file.name}
          class="font-medium wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
        >
          {props.file.name}
        </a>
        <p class="text-xs text-quiet wrap-anywhere sm:hidden">
          {`${formatBytes(props.file.size)} · ${added()}`}
        </p>
      </Td>
      <Td class="text-right whitespace-nowrap tabular-nums max-sm:hidden">{formatBytes(props.file.size)}</Td>
      <Td class="text-quiet max-sm:hidden">
        <span class="wrap-anywhere" title={formatExactTime(props.file.createdAt)}>
          {added()}
        </span>
      </Td>
      <Td class="w-0">
        <div class="flex justify-end gap-1">
          <a
            href={address()}
            download={props.file.name}
            aria-label={t('clientFiles.download', { file: props.file.name })}
            title={t('clientFiles.download', { file: props.file.name })}
            class="inline-flex size-8 shrink-0 items-center justify-center rounded-control text-quiet transition-colors hover:bg-sunken hover:text-ink"
          >
            <Download class="size-4" aria-hidden="true" />
          </a>
          <Show when={mayChange}>
            <IconButton
              label={t('clientFiles.deleteFile', { file: props.file.name })}
              onClick={props.onDelete}
            >
              <Trash class="size-4" aria-hidden="true" />
            </IconButton>
          </Show>
        </div>
      </Td>
    </Tr>
  );
}

function Waiting() {
  return (
    <Tr>
      <Td>
        <Skeleton class="h-4 w-40" />
      </Td>
      <Td class="max-sm:hidden">
        <Skeleton class="ml-auto h-4 w-14" />
      </Td>
      <Td class="max-sm:hidden">
        <Skeleton class="h-4 w-32" />
      </Td>
      <Td>
        <Skeleton class="h-4 w-14" />
      </Td>
    </Tr>
  );
}

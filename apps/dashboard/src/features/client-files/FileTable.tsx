import type { ClientFile } from '@sitecast/api/sites/client-files/schema';
import { formatBytes, formatExactTime, formatRelative, IconButton } from '@sitecast/ui';
import { Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/client-files.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Download, Trash } from '../../ui/icons.ts';
import { List } from '../../ui/List.tsx';
import { downloadAddress } from './send-file.ts';
import { LIMIT } from './uploads.ts';

/** The files of a client, to download and, with the right role, to delete. */
export function FileTable(props: { clientId: string }) {
  const { api, mayChange, workspace } = useWorkspace();
  const { confirm } = useDialogs();
  const queryKey = () => keys.clientFiles(props.clientId);
  const files = usePages(queryKey, (cursor) =>
    api.clients.files.query({ clientId: props.clientId, cursor, limit: 20 }),
  );
  const remove = useChange({
    call: ({ id: fileId }: ClientFile) => api.clients.removeFile.mutate({ clientId: props.clientId, fileId }),
    said: (_answer, { name: file }) => t('clientFiles.deleted', { file }),
    stale: [queryKey()],
  });
  const askToRemove = (file: ClientFile) =>
    confirm({
      title: t('clientFiles.deleteTitle', { file: file.name }),
      lead: t('clientFiles.deleteLead'),
      verb: t('clientFiles.delete'),
      run: () => remove.run({ ...file }),
    });
  const addressOf = ({ id }: ClientFile) => downloadAddress(props.clientId, id, workspace.id);
  return (
    <List
      list={files}
      empty={
        <p class="px-5 py-8 text-center text-quiet">
          {t('clientFiles.empty')} {mayChange ? t('clientFiles.hint', { limit: LIMIT }) : ''}
        </p>
      }
      columns={[
        {
          title: t('clientFiles.columns.name'),
          cell: (file) => <FileName file={file} address={addressOf(file)} />,
          skeleton: 'w-40',
        },
        {
          title: t('clientFiles.columns.size'),
          cell: ({ size }) => formatBytes(size),
          class: 'whitespace-nowrap tabular-nums',
          alignRight: true,
          from: 'sm',
          skeleton: 'w-14',
        },
        {
          title: t('clientFiles.columns.added'),
          cell: (file) => (
            <span class="wrap-anywhere" title={formatExactTime(file.createdAt)}>
              {addedText(file)}
            </span>
          ),
          class: 'text-quiet',
          from: 'sm',
          skeleton: 'w-32',
        },
        {
          title: t('clientFiles.columns.actions'),
          titleHidden: true,
          cell: (file) => (
            <FileButtons
              file={file}
              address={addressOf(file)}
              onDelete={mayChange ? () => askToRemove(file) : undefined}
            />
          ),
          class: 'w-0',
          skeleton: 'w-14',
        },
      ]}
    />
  );
}

interface FileProps {
  file: ClientFile;
  address: string;
}

/** The name; on phones also size and date. */
function FileName(props: FileProps) {
  return (
    <>
      <a
        href={props.address}
        download={props.file.name}
        class="font-medium wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
      >
        {props.file.name}
      </a>
      <p class="text-xs text-quiet wrap-anywhere sm:hidden">
        {`${formatBytes(props.file.size)} · ${addedText(props.file)}`}
      </p>
    </>
  );
}

function FileButtons(props: FileProps & { onDelete?: () => void }) {
  const label = () => t('clientFiles.download', { file: props.file.name });
  return (
    <div class="flex justify-end gap-1">
      <a
        href={props.address}
        download={props.file.name}
        aria-label={label()}
        title={label()}
        class="inline-flex size-8 shrink-0 items-center justify-center rounded-control text-quiet transition-colors hover:bg-sunken hover:text-ink"
      >
        <Download class="size-4" aria-hidden="true" />
      </a>
      <Show when={props.onDelete}>
        {(onDelete) => (
          <IconButton
            label={t('clientFiles.deleteFile', { file: props.file.name })}
            onClick={() => onDelete()()}
          >
            <Trash class="size-4" aria-hidden="true" />
          </IconButton>
        )}
      </Show>
    </div>
  );
}

function addedText({ createdAt, createdBy }: ClientFile): string {
  return t('clientFiles.addedBy', { when: formatRelative(createdAt), person: createdBy });
}

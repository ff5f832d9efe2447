import type { CreatedPortalLink, PortalLink } from '@sitecast/api/portal/links/schema';
import { Button, formatDate, formatExactTime, formatRelative, Skeleton } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/clients.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { CopySecret } from '../../ui/CopySecret.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { Plus } from '../../ui/icons.ts';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { NewLinkForm } from './NewLinkForm.tsx';

interface ClientLinksDialogProps {
  projectId: string;
  onClose: () => void;
}

/** The links that open the portal of a project's client: those there are, and a new one, which is shown once. */
export function ClientLinksDialog(props: ClientLinksDialogProps) {
  const queries = useQueryClient();
  const [creating, setCreating] = createSignal(false);
  const [made, setMade] = createSignal<CreatedPortalLink>();
  const title = () =>
    t(made() ? 'portalLinks.linkTitle' : creating() ? 'portalLinks.newLink' : 'portalLinks.shareTitle');
  const back = () => {
    setCreating(false);
    setMade(undefined);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={title()}
      lead={made() ? undefined : t('portalLinks.shareLead')}
      insistent={made() !== undefined}
    >
      <Switch>
        <Match when={made()}>
          {(link) => (
            <>
              <DialogBody>
                <CopySecret
                  label={t('portalLinks.link')}
                  secret={link().url}
                  warning={t('portalLinks.warning')}
                />
              </DialogBody>
              <DialogActions>
                <Button onClick={back}>{t('portalLinks.done')}</Button>
              </DialogActions>
            </>
          )}
        </Match>
        <Match when={creating()}>
          <NewLinkForm
            projectId={props.projectId}
            onCancel={back}
            onMade={(link) => {
              setMade(link);
              notify({ tone: 'good', title: t('portalLinks.created') });
              void queries.invalidateQueries({ queryKey: keys.portalLinks(props.projectId) });
            }}
          />
        </Match>
        <Match when>
          <Links projectId={props.projectId} />
          <DialogActions>
            <Button onClick={props.onClose}>{t('common.close')}</Button>
            <Button variant="primary" onClick={() => setCreating(true)}>
              <Plus class="size-4" aria-hidden="true" />
              {t('portalLinks.newLink')}
            </Button>
          </DialogActions>
        </Match>
      </Switch>
    </Dialog>
  );
}

function Links(props: { projectId: string }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const queryKey = () => keys.portalLinks(props.projectId);
  const [revoking, setRevoking] = createSignal<PortalLink>();
  const links = usePages(queryKey, (cursor) =>
    api.projects.portalLinks.query({ projectId: props.projectId, cursor }),
  );
  const revoke = createAction(async (link: PortalLink) => {
    await api.projects.revokePortalLink.mutate({ projectId: props.projectId, linkId: link.id });
    setRevoking(undefined);
    notify({ tone: 'good', title: t('portalLinks.revoked', { label: nameOf(link) }) });
    await queries.invalidateQueries({ queryKey: queryKey() });
  });
  return (
    <>
      <DialogBody>
        <Switch>
          <Match when={links.error()}>
            <LoadFailure error={links.error()} onRetry={links.retry} />
          </Match>
          <Match when={links.items()?.length === 0}>
            <p class="py-4 text-center text-quiet">{t('portalLinks.none')}</p>
          </Match>
          <Match when>
            <ul class="-my-2 flex flex-col divide-y divide-line">
              <For each={links.items()} fallback={<Skeleton class="my-3 h-9 w-full" />}>
                {(link) => <LinkRow link={link} onRevoke={() => setRevoking(link)} />}
              </For>
            </ul>
            <MoreButton list={links} />
          </Match>
        </Switch>
      </DialogBody>
      <ConfirmDialog
        open={revoking() !== undefined}
        onOpenChange={(open) => !open && setRevoking(undefined)}
        title={t('portalLinks.revokeTitle', { label: nameOf(revoking()) })}
        lead={t('portalLinks.revokeLead')}
        verb={t('portalLinks.revoke')}
        busy={revoke.busy()}
        onConfirm={() => {
          const link = revoking();
          if (link) void revoke.run(link);
        }}
      />
    </>
  );
}

function LinkRow(props: { link: PortalLink; onRevoke: () => void }) {
  return (
    <li class="flex items-center gap-3 py-2.5">
      <div class="min-w-0 flex-1">
        <p class="font-medium wrap-anywhere">{nameOf(props.link)}</p>
        <p class="text-xs text-quiet">
          <span title={formatExactTime(props.link.createdAt)}>
            {t('portalLinks.since', { date: formatDate(props.link.createdAt) })}
          </span>
          {' · '}
          <Show when={props.link.lastUsedAt} fallback={t('portalLinks.unused')}>
            {(at) => (
              <span title={formatExactTime(at())}>
                {t('portalLinks.used', { date: formatRelative(at()) })}
              </span>
            )}
          </Show>
          <Show when={props.link.expiresAt}>
            {(at) => (
              <span
                title={formatExactTime(at())}
              >{` · ${t('portalLinks.until', { date: formatDate(at()) })}`}</span>
            )}
          </Show>
        </p>
      </div>
      <Button
        size="sm"
        variant="ghost-danger"
        aria-label={`${t('portalLinks.revoke')}: ${nameOf(props.link)}`}
        onClick={props.onRevoke}
      >
        {t('portalLinks.revoke')}
      </Button>
    </li>
  );
}

function nameOf(link: Pick<PortalLink, 'label' | 'isPreview'> | undefined): string {
  if (link?.isPreview) return t('portalLinks.preview');
  return link?.label || t('portalLinks.unnamed');
}

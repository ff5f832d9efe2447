import type { CreatedPortalLink, PortalLink } from '@sitecast/api/portal/links/schema';
import { Button, formatDate, formatExactTime, formatRelative, Skeleton } from '@sitecast/ui';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/clients.ts';
import { CopySecret } from '../../ui/CopySecret.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Plus } from '../../ui/icons.ts';
import { ListStates } from '../../ui/List.tsx';
import { NewLinkForm } from './NewLinkForm.tsx';

interface ClientLinksDialogProps {
  projectId: string;
  onClose: () => void;
}

/** The portal links of a project's client; a new link is shown once. */
export function ClientLinksDialog(props: ClientLinksDialogProps) {
  const [creating, setCreating] = createSignal(false);
  const [created, setCreated] = createSignal<CreatedPortalLink>();
  const title = () =>
    t(created() ? 'portalLinks.linkTitle' : creating() ? 'portalLinks.newLink' : 'portalLinks.shareTitle');
  const back = () => {
    setCreating(false);
    setCreated(undefined);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={title()}
      lead={created() ? undefined : t('portalLinks.shareLead')}
      insistent={created() !== undefined}
    >
      <Switch>
        <Match when={created()}>
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
          <NewLinkForm projectId={props.projectId} onCancel={back} onCreated={setCreated} />
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
  const { confirm } = useDialogs();
  const links = usePages(
    () => keys.portalLinks(props.projectId),
    (cursor) => api.projects.portalLinks.query({ projectId: props.projectId, cursor }),
  );
  const revoke = useChange({
    call: ({ id }: PortalLink) =>
      api.projects.revokePortalLink.mutate({ projectId: props.projectId, linkId: id }),
    said: (_answer, link) => t('portalLinks.revoked', { label: nameOf(link) }),
    stale: [keys.portalLinks(props.projectId)],
  });
  const askToRevoke = (link: PortalLink) =>
    confirm({
      title: t('portalLinks.revokeTitle', { label: nameOf(link) }),
      lead: t('portalLinks.revokeLead'),
      verb: t('portalLinks.revoke'),
      run: () => revoke.run(link),
    });
  return (
    <DialogBody>
      <ListStates
        list={links}
        skeleton={<Skeleton class="my-3 h-9 w-full" />}
        empty={<p class="py-4 text-center text-quiet">{t('portalLinks.none')}</p>}
      >
        {(items) => (
          <ul class="-my-2 flex flex-col divide-y divide-line">
            <For each={items()}>{(link) => <LinkRow link={link} onRevoke={() => askToRevoke(link)} />}</For>
          </ul>
        )}
      </ListStates>
    </DialogBody>
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

function nameOf({ label, isPreview }: Pick<PortalLink, 'label' | 'isPreview'>): string {
  return isPreview ? t('portalLinks.preview') : label || t('portalLinks.unnamed');
}

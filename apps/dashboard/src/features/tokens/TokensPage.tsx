import type { ApiTokenInfo } from '@sitecast/api/people/tokens/schema';
import { Button, Card, Drawing, EmptyState, PageHeader } from '@sitecast/ui';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { Plus } from '../../ui/icons.ts';
import { LoadFailure, MoreButton, Table, Th, Tr } from '../../ui/Table.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { RevokeDialog } from '../token-parts/RevokeDialog.tsx';
import { RotateDialog } from '../token-parts/RotateDialog.tsx';
import { CreateTokenDialog } from './CreateTokenDialog.tsx';
import { TargetsDialog } from './TargetsDialog.tsx';
import { TokenRow, TokenRowSkeleton } from './TokenRow.tsx';

/** What is about to be done with a token. */
interface Doing {
  what: 'rotate' | 'retarget' | 'revoke';
  token: ApiTokenInfo;
}

/** The workspace's API tokens: own ones, or everybody's for an admin. */
export function TokensPage() {
  usePageTitle(() => t('tokens.title'));
  const { api, me } = useWorkspace();
  const [creating, setCreating] = createSignal(false);
  const [doing, setDoing] = createSignal<Doing>();
  const subject = (what: Doing['what']) => (doing()?.what === what ? doing()?.token : undefined);
  const done = () => setDoing(undefined);
  const tokens = usePages(
    () => keys.tokens,
    (cursor) => api.tokens.list.query({ cursor }),
  );
  /** Somebody else's changes hands when it is rotated. */
  const rotateLead = () => {
    const owner = subject('rotate')?.owner;
    return owner && owner.id !== me.userId ? t('tokens.takeOverLead', { email: owner.email }) : undefined;
  };
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus class="size-4" aria-hidden="true" />
      {t('tokens.create')}
    </Button>
  );

  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('tokens.title')}
        lead={t('tokens.lead')}
        actions={<Show when={tokens.items()?.length}>{create}</Show>}
      />
      <Card>
        <Switch>
          <Match when={tokens.error()}>
            <LoadFailure error={tokens.error()} onRetry={tokens.retry} />
          </Match>
          <Match when={tokens.items()?.length === 0}>
            <EmptyState drawing={<TokenDrawing />} text={t('tokens.empty')} action={create} />
          </Match>
          <Match when>
            <Table>
              <thead>
                <Tr>
                  <Th>{t('tokens.columns.name')}</Th>
                  <Th class="max-lg:hidden">{t('tokens.columns.owner')}</Th>
                  <Th class="max-sm:hidden">{t('tokens.columns.scope')}</Th>
                  <Th class="max-sm:hidden">{t('tokens.columns.status')}</Th>
                  <Th class="max-md:hidden">{t('tokens.columns.lastUsed')}</Th>
                  <Th class="max-lg:hidden">{t('tokens.columns.expires')}</Th>
                  <Th>
                    <span class="sr-only">{t('tokens.columns.actions')}</span>
                  </Th>
                </Tr>
              </thead>
              <tbody>
                <For each={tokens.items()} fallback={<TokenRowSkeleton />}>
                  {(token) => <TokenRow token={token} onDo={(what) => setDoing({ what, token })} />}
                </For>
              </tbody>
            </Table>
            <MoreButton list={tokens} />
          </Match>
        </Switch>
      </Card>
      <CreateTokenDialog open={creating()} onClose={() => setCreating(false)} />
      <TargetsDialog token={subject('retarget')} onClose={done} />
      <RotateDialog
        token={subject('rotate')}
        rotate={(input) => api.tokens.rotate.mutate(input)}
        lead={rotateLead()}
        warning={(name) => t('tokens.secretLead', { name })}
        queryKey={keys.tokens}
        onClose={done}
      />
      <RevokeDialog
        token={subject('revoke')}
        revoke={(tokenId) => api.tokens.revoke.mutate({ tokenId })}
        queryKey={keys.tokens}
        onClose={done}
      />
    </div>
  );
}

function TokenDrawing() {
  return (
    <Drawing>
      <rect x="17" y="24" width="114" height="56" rx="6" />
      <path d="M29 40h34M29 64h12M49 64h12M69 64h12" />
      <circle cx="104" cy="46" r="9" class="accent" stroke="currentColor" />
      <path d="M104 55v15M104 63h6M104 69h4" class="accent" stroke="currentColor" />
    </Drawing>
  );
}

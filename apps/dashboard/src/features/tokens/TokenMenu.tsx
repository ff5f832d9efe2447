import type { ApiTokenInfo } from '@sitecast/api/people/tokens/schema';
import { Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/tokens.ts';
import type { Dialogs } from '../../ui/dialogs.tsx';
import { MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';
import { useRevoke } from '../token-parts/revoke.ts';

const RotateDialog = lazyPart(() => import('../token-parts/RotateDialog.tsx'));
const TargetsDialog = lazyPart(() => import('./TargetsDialog.tsx'));

/** What can be done with an active token. */
export function TokenMenu(props: { token: ApiTokenInfo; dialogs: Dialogs }) {
  const { api, me } = useWorkspace();
  const revoke = useRevoke((tokenId) => api.tokens.revoke.mutate({ tokenId }), keys.tokens, props.dialogs);
  const rotate = () => {
    const { owner } = props.token;
    props.dialogs.openDialog(RotateDialog, {
      token: props.token,
      rotate: (input) => api.tokens.rotate.mutate(input),
      // Rotating someone else's token makes it one's own.
      lead: owner.id === me.userId ? undefined : t('tokens.takeOverLead', { email: owner.email }),
      warning: (name) => t('tokens.secretLead', { name }),
      stale: keys.tokens,
    });
  };
  return (
    <Show when={props.token.status === 'active'}>
      <RowMenu label={t('tokens.manage', { name: props.token.name })}>
        <Show when={props.token.replacedById === null}>
          <MenuEntry label={t('tokens.rotate')} onSelect={rotate} />
        </Show>
        <Show when={props.token.scope === 'agency'}>
          <MenuEntry
            label={t('tokens.retarget')}
            onSelect={() => props.dialogs.openDialog(TargetsDialog, { token: props.token })}
          />
        </Show>
        <MenuLine />
        <MenuEntry danger label={t('tokens.revoke')} onSelect={() => revoke(props.token)} />
      </RowMenu>
    </Show>
  );
}

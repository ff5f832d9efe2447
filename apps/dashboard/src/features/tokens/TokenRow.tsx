import type { ApiTokenInfo } from '@sitecast/api/people/tokens/schema';
import { formatDate, Skeleton } from '@sitecast/ui';
import { Show } from 'solid-js';
import { t } from '../../i18n/tokens.ts';
import { MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';
import { Td, Tr } from '../../ui/Table.tsx';
import { LastUsed, Moment } from '../token-parts/Times.tsx';
import { TokenStatus } from '../token-parts/TokenStatus.tsx';

interface TokenRowProps {
  token: ApiTokenInfo;
  onDo: (what: 'rotate' | 'retarget' | 'revoke') => void;
}

/** One API token: whose it is, what it may do, how it fares, and what can be done. */
export function TokenRow(props: TokenRowProps) {
  return (
    <Tr>
      <Td>
        <span class="block font-medium wrap-anywhere">{props.token.name}</span>
        <span class="block font-mono text-xs text-quiet">{props.token.prefix}…</span>
        <span class="block text-xs wrap-anywhere text-quiet lg:hidden">
          {t('tokens.by', { email: props.token.owner.email })}
        </span>
        <div class="flex flex-col gap-1 pt-1.5 text-sm md:hidden">
          <div class="sm:hidden">
            <Scope token={props.token} />
          </div>
          <TokenStatus token={props.token} class="sm:hidden" />
          <div class="text-xs text-quiet">
            {t('tokens.columns.lastUsed')}: <LastUsed token={props.token} />
          </div>
        </div>
      </Td>
      <Td class="text-quiet max-lg:hidden">
        <span class="block min-w-36 wrap-anywhere">{props.token.owner.email}</span>
      </Td>
      <Td class="max-sm:hidden">
        <Scope token={props.token} />
      </Td>
      <Td class="max-sm:hidden">
        <TokenStatus token={props.token} />
      </Td>
      <Td class="whitespace-nowrap text-quiet max-md:hidden">
        <LastUsed token={props.token} />
      </Td>
      <Td class="whitespace-nowrap text-quiet max-lg:hidden">
        <Moment at={props.token.expiresAt} format={formatDate} />
      </Td>
      <Td class="text-right">
        <Show when={props.token.status === 'active'}>
          <RowMenu label={t('tokens.manage', { name: props.token.name })}>
            <Show when={props.token.replacedById === null}>
              <MenuEntry label={t('tokens.rotate')} onSelect={() => props.onDo('rotate')} />
            </Show>
            <Show when={props.token.scope === 'agency'}>
              <MenuEntry label={t('tokens.retarget')} onSelect={() => props.onDo('retarget')} />
            </Show>
            <MenuLine />
            <MenuEntry danger label={t('tokens.revoke')} onSelect={() => props.onDo('revoke')} />
          </RowMenu>
        </Show>
      </Td>
    </Tr>
  );
}

/** What it may do; of an agency's also where. */
function Scope(props: { token: ApiTokenInfo }) {
  const names = () => props.token.targets.map(({ name }) => name).join(', ');
  return (
    <>
      {t(`tokens.scopes.${props.token.scope}`)}
      <Show when={props.token.scope === 'agency'}>
        <span class="block text-xs text-quiet" title={names()}>
          {t('tokens.playlistCount', { count: props.token.targets.length })}
          <Show when={props.token.autoPublish}>, {t('tokens.publishes')}</Show>
        </span>
      </Show>
    </>
  );
}

/** Holds the place of a row. */
export function TokenRowSkeleton() {
  return (
    <Tr>
      <Td>
        <div class="flex flex-col gap-2">
          <Skeleton class="h-4 w-36" />
          <Skeleton class="h-3 w-24" />
        </div>
      </Td>
      <Td class="max-lg:hidden">
        <Skeleton class="h-4 w-32" />
      </Td>
      <Td class="max-sm:hidden">
        <Skeleton class="h-4 w-10" />
      </Td>
      <Td class="max-sm:hidden">
        <Skeleton class="h-4 w-16" />
      </Td>
      <Td class="max-md:hidden">
        <Skeleton class="h-4 w-20" />
      </Td>
      <Td class="max-lg:hidden">
        <Skeleton class="h-4 w-20" />
      </Td>
      <Td>{null}</Td>
    </Tr>
  );
}

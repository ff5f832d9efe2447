import { toClientProblem } from '@sitecast/client';
import { type JSX, Show } from 'solid-js';
import { problemText } from '../api/problem.ts';
import { t } from '../i18n/i18n.ts';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';

export function Table(props: { children: JSX.Element }) {
  return (
    <div class="overflow-x-auto">
      <table class="w-full border-collapse text-left text-base">{props.children}</table>
    </div>
  );
}

export function Tr(props: { children: JSX.Element }) {
  return (
    <tr class="group border-b border-line last:border-b-0 [tbody>&]:transition-colors [tbody>&]:hover:bg-sunken/50">
      {props.children}
    </tr>
  );
}

export function Th(props: { children: JSX.Element; class?: string }) {
  return (
    <th
      scope="col"
      class={cx(
        'h-10 border-b border-line px-3 text-xs font-medium text-quiet first:pl-5 last:pr-5',
        props.class,
      )}
    >
      {props.children}
    </th>
  );
}

export function Td(props: { children: JSX.Element; class?: string }) {
  return <td class={cx('h-11 px-3 py-2 first:pl-5 last:pr-5', props.class)}>{props.children}</td>;
}

/** The rest of a list that is read page by page. */
export function MoreButton(props: {
  list: { hasMore: () => boolean; loadingMore: () => boolean; loadMore: () => void };
}) {
  return (
    <Show when={props.list.hasMore()}>
      <div class="flex justify-center border-t border-line p-3">
        <Button variant="ghost" size="sm" busy={props.list.loadingMore()} onClick={props.list.loadMore}>
          {t('common.more')}
        </Button>
      </div>
    </Show>
  );
}

/** Stands where a list could not be read. */
export function LoadFailure(props: { error: unknown; onRetry: () => void }) {
  return (
    <div role="alert" class="flex flex-col items-center gap-4 px-6 py-12 text-center">
      <p class="max-w-sm text-quiet">{problemText(toClientProblem(props.error))}</p>
      <Button size="sm" onClick={props.onRetry}>
        {t('common.retry')}
      </Button>
    </div>
  );
}

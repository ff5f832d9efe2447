import { toClientProblem } from '@sitecast/client';
import { Card, cx, Skeleton } from '@sitecast/ui';
import type { UseQueryResult } from '@tanstack/solid-query';
import { type Accessor, For, type JSX, Match, Switch } from 'solid-js';
import { LoadFailure } from './Table.tsx';
import { usePageTitle } from './title.ts';

interface ThingPageProps<Thing> {
  query: UseQueryResult<Thing>;
  /** Height classes of the cards, for the placeholder. */
  cards: string[];
  /** Rendered anew for another item, so that nothing typed for the last one remains. */
  children: (thing: Accessor<Thing>) => JSX.Element;
}

/**
 * A page about one item. When a refetch fails, the last answer stays, with what is typed into its forms, unless the item
 * no longer exists.
 */
export function ThingPage<Thing extends { id: string; name: string }>(props: ThingPageProps<Thing>) {
  const gone = () => props.query.isError && toClientProblem(props.query.error).code === 'NOT_FOUND';
  const thing = () =>
    props.query.isPending || props.query.isLoadingError || gone() ? undefined : props.query.data;
  usePageTitle(() => thing()?.name);
  return (
    <Switch fallback={<PageSkeleton cards={props.cards} />}>
      <Match when={thing()?.id} keyed>
        {props.children(() => thing() as Thing)}
      </Match>
      <Match when={props.query.isError}>
        <Card>
          <LoadFailure error={props.query.error} onRetry={() => void props.query.refetch()} />
        </Card>
      </Match>
    </Switch>
  );
}

function PageSkeleton(props: { cards: string[] }) {
  return (
    <div class="flex flex-col gap-6">
      <div class="flex flex-col gap-2">
        <Skeleton class="h-4 w-16" />
        <Skeleton class="h-7 w-52" />
        <Skeleton class="h-4 w-32" />
      </div>
      <For each={props.cards}>{(height) => <Skeleton class={cx(height, 'rounded-card')} />}</For>
    </div>
  );
}

import { type JSX, Show } from 'solid-js';
import { cx } from './cx.ts';

interface PageHeaderProps {
  title: string;
  lead?: JSX.Element;
  actions?: JSX.Element;
  above?: JSX.Element;
}

/** The header of a page: title, lead and actions. */
export function PageHeader(props: PageHeaderProps) {
  return (
    <header class="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div class="flex min-w-0 flex-col gap-1">
        {props.above}
        <h1 class="text-xl font-semibold tracking-[-0.012em] wrap-anywhere">{props.title}</h1>
        <Show when={props.lead}>
          <div class="text-base text-quiet">{props.lead}</div>
        </Show>
      </div>
      <Show when={props.actions}>
        <div class="flex flex-wrap gap-2">{props.actions}</div>
      </Show>
    </header>
  );
}

/** A framed section of a page. */
export function Card(props: { children: JSX.Element; class?: string }) {
  return (
    <section class={cx('min-w-0 rounded-card border border-line bg-surface', props.class)}>
      {props.children}
    </section>
  );
}

export function CardHeader(props: { title: string; children?: JSX.Element }) {
  return (
    <header class="flex min-h-12 items-center justify-between gap-3 border-b border-line px-5 py-2">
      <h2 class="text-base font-semibold">{props.title}</h2>
      {props.children}
    </header>
  );
}

/** A placeholder for content that is loading. */
export function Skeleton(props: { class?: string }) {
  return <div class={cx('animate-breathe rounded-[5px] bg-sunken', props.class)} aria-hidden="true" />;
}

interface EmptyStateProps {
  drawing: JSX.Element;
  text: string;
  action?: JSX.Element;
}

/** Shown for empty lists: a drawing, a sentence and an optional action. */
export function EmptyState(props: EmptyStateProps) {
  return (
    <div class="flex flex-col items-center gap-5 px-6 py-16 text-center">
      <div class="text-line-strong [&_.accent]:text-accent" aria-hidden="true">
        {props.drawing}
      </div>
      <p class="max-w-xs text-base text-balance text-quiet">{props.text}</p>
      {props.action}
    </div>
  );
}

/** The frame of an empty state's drawing: thin lines; elements with class `accent` are coloured. */
export function Drawing(props: { children: JSX.Element; width?: number }) {
  const width = () => props.width ?? 148;
  return (
    <svg
      width={width()}
      height="104"
      viewBox={`0 0 ${width()} 104`}
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {props.children}
    </svg>
  );
}

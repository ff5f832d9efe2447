import type { LucideIcon } from 'lucide-solid';
import type { JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';

interface NoticeProps {
  icon: LucideIcon;
  title: string;
  lead: string;
  children?: JSX.Element;
}

/** A page with a single message. */
export function Notice(props: NoticeProps) {
  return (
    <section class="mx-auto flex w-full max-w-md flex-col gap-6 py-6 sm:py-[8vh]">
      <span class="flex size-12 items-center justify-center rounded-full bg-accent-soft text-accent-ink">
        <Dynamic component={props.icon} class="size-5" stroke-width={1.5} aria-hidden="true" />
      </span>
      <header class="flex flex-col gap-2.5">
        <h1 class="text-2xl font-semibold tracking-[-0.018em] text-balance">{props.title}</h1>
        <p class="text-lg text-pretty text-quiet">{props.lead}</p>
      </header>
      {props.children}
    </section>
  );
}

import { Mark } from '@sitecast/ui';
import type { JSX } from 'solid-js';

/** A page without navigation, such as the login: one narrow column. */
export function NarrowPage(props: { title: string; lead?: string; children: JSX.Element }) {
  return (
    <main class="flex min-h-dvh flex-col items-center px-4 py-10 sm:pt-[12vh]">
      <div class="flex w-full max-w-sm flex-col gap-6">
        <header class="flex flex-col gap-5">
          <Mark class="size-11 text-accent" />
          <div class="flex flex-col gap-1.5">
            <h1 class="text-xl font-semibold tracking-[-0.012em]">{props.title}</h1>
            {props.lead !== undefined && <p class="text-base text-quiet">{props.lead}</p>}
          </div>
        </header>
        {props.children}
      </div>
    </main>
  );
}

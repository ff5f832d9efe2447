import { A } from '@solidjs/router';
import { ChevronLeft } from './icons.ts';

/** A link to the list that a page belongs to, above its title. */
export function BackLink(props: { href: string; label: string }) {
  return (
    <A
      href={props.href}
      class="-ml-1 flex items-center gap-0.5 self-start text-sm text-quiet transition-colors hover:text-ink"
    >
      <ChevronLeft class="size-4" aria-hidden="true" />
      {props.label}
    </A>
  );
}

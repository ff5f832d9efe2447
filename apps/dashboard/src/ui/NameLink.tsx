import { A } from '@solidjs/router';
import type { JSX } from 'solid-js';

/** The name of a thing in a list, linked to its page. */
export function NameLink(props: { href: string; children: JSX.Element }) {
  return (
    <A
      href={props.href}
      class="font-medium wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
    >
      {props.children}
    </A>
  );
}

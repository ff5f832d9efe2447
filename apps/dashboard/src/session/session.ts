import type { Me } from '@sitecast/api/people/session/schema';
import { createClient, toClientProblem } from '@sitecast/client';
import { language } from '@sitecast/ui';
import { createSignal } from 'solid-js';

/** The client of those who are not in a workspace (yet). It opens no live connection. */
export const { api: publicApi } = createClient({ url: location.origin, language });

export type Session = { state: 'in'; me: Me } | { state: 'out' } | { state: 'setup' };

const [session, setSession] = createSignal<Session>();

/** Who is logged in; undefined until it is known. */
export { session };

/** Takes over what login or setup answered. */
export function enter(me: Me): void {
  setSession({ state: 'in', me });
}

/** The session has ended, by the person or by the server. */
export function leave(): void {
  setSession({ state: 'out' });
}

/** Asks the server who this is. @throws what the client throws, when the server does not answer */
export async function readSession(): Promise<void> {
  setSession(await askSession());
}

/** The login page, which leads to `next`. */
export function loginAddress(next: string): string {
  return next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`;
}

async function askSession(): Promise<Session> {
  try {
    return { state: 'in', me: await publicApi.session.me.query() };
  } catch (error) {
    if (toClientProblem(error).code !== 'UNAUTHENTICATED') throw error;
    const { needed } = await publicApi.setup.status.query();
    return { state: needed ? 'setup' : 'out' };
  }
}

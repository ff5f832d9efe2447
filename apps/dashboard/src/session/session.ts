import type { Me } from '@sitecast/api/people/session/schema';
import { createClient, toClientProblem } from '@sitecast/client';
import { language } from '@sitecast/ui';
import { createSignal } from 'solid-js';

/** The client for pages outside a workspace, such as the login. It opens no live connection. */
export const { api: publicApi } = createClient({ url: location.origin, language });

type Session = { state: 'in'; me: Me } | { state: 'out' } | { state: 'setup' };

const [session, setSession] = createSignal<Session>();

/** Who is logged in; undefined until it is known. */
export { session };

/** Takes over the answer of the login or the setup. */
export function setLoggedIn(me: Me): void {
  setSession({ state: 'in', me });
}

/** The session has ended: the person has logged out, or the server has closed it. */
export function setLoggedOut(): void {
  setSession({ state: 'out' });
}

/** Asks the server who is logged in. @throws the client's error when the server does not answer */
export async function readSession(): Promise<void> {
  setSession(await askSession());
}

/** The login page's path, with the page to open after it. */
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

import type { PortalFrame, PortalStreamMessage } from '@sitecast/api/portal/view/schema';
import { type PortalClient, toClientProblem } from '@sitecast/client';
import { createEffect, createSignal, onCleanup } from 'solid-js';
import { watchLive } from '../../live/connection.ts';
import type { Phase, Verdict } from '../../live/machine.ts';

interface LiveLocationOptions {
  api: Pick<PortalClient, 'location'>;
  locationId: string;
  /** Until there is something to look at, nothing is watched. */
  ready: () => boolean;
  onFrame: (frame: PortalFrame) => void;
}

/** The stream of one location, as long as the page that shows it is there and can be seen. */
export function createLiveLocation({ api, locationId, ready, onFrame }: LiveLocationOptions) {
  const [phase, setPhase] = createSignal<Phase>('hidden');
  const connection = watchLive({
    url: `${location.origin.replace(/^http/, 'ws')}/portal/api/location/${locationId}/stream`,
    WebSocket,
    onPhase: setPhase,
    onMessage(text) {
      const message = JSON.parse(text) as PortalStreamMessage;
      if ('timestamp' in message) onFrame(message);
    },
    askWhy: () => askWhy(api, locationId),
  });
  const show = () => connection.show(ready() && document.visibilityState === 'visible');
  createEffect(() => {
    if (!ready()) return;
    // What is there already is painted before anything else is asked for.
    const painted = requestAnimationFrame(() => requestAnimationFrame(show));
    onCleanup(() => cancelAnimationFrame(painted));
  });
  document.addEventListener('visibilitychange', show);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', show);
    connection.close();
  });
  return { phase, resume: () => connection.resume() };
}

async function askWhy(api: Pick<PortalClient, 'location'>, locationId: string): Promise<Verdict> {
  try {
    const { measured } = await api.location.query({ locationId });
    return measured ? 'may-watch' : 'gone';
  } catch (error) {
    const { code } = toClientProblem(error);
    if (code === 'UNAUTHENTICATED' || code === 'PORTAL_PASSWORD_REQUIRED') return 'refused';
    return code === 'NOT_FOUND' ? 'gone' : 'unreachable';
  }
}

import type { PortalFrame, PortalStreamMessage } from '@sitecast/api/portal/view/schema';
import { type PortalClient, toClientProblem } from '@sitecast/client';
import { createEffect, createSignal, onCleanup } from 'solid-js';
import { watchLive } from '../../live/connection.ts';
import type { AccessCheck, Phase } from '../../live/machine.ts';

interface LiveLocationOptions {
  api: Pick<PortalClient, 'location'>;
  locationId: string;
  /** Does not connect before there is data to show. */
  ready: () => boolean;
  onFrame: (frame: PortalFrame) => void;
}

/** Streams a location while its page is mounted and visible. */
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
    checkAccess: () => checkAccess(api, locationId),
  });
  const show = () => connection.show(ready() && document.visibilityState === 'visible');
  createEffect(() => {
    if (!ready()) return;
    // Paints existing data before connecting.
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

async function checkAccess(api: Pick<PortalClient, 'location'>, locationId: string): Promise<AccessCheck> {
  try {
    const { measured } = await api.location.query({ locationId });
    return measured ? 'allowed' : 'gone';
  } catch (error) {
    const { code } = toClientProblem(error);
    if (code === 'UNAUTHENTICATED' || code === 'PORTAL_PASSWORD_REQUIRED') return 'refused';
    return code === 'NOT_FOUND' ? 'gone' : 'unreachable';
  }
}

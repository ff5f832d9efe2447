import type { TestApi } from './test-api.ts';

/** The smallest overlay that can be sent. */
export const picture = { type: 'image', uri: 'https://example.com/a.png' } as const;

/** A workspace with one screen, “Lobby”, and an operator who sends overlays to it. */
export async function buildLobby(api: TestApi) {
  const mine = await api.buildWorkspace();
  const device = await mine.buildDevice({ name: 'Lobby' });
  return { mine, device, operator: mine.as('operator') };
}

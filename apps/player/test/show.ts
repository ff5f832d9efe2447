import type { PipShow } from '@sitecast/protocol/messages';

/** An overlay message as the server sends it; only `pip_id` is required. */
export function show(pip_id: string, changes: Partial<PipShow> = {}): PipShow {
  return {
    event: 'device:pip-show',
    pip_id,
    type: 'image',
    uri: `https://media.example/${pip_id}.png`,
    position: 'top-right',
    width: 480,
    height: 360,
    duration: 0,
    slot: 'main',
    priority: 0,
    ...changes,
  };
}

import type { Link } from './link.ts';

/** The player's own screen, shown when nothing is playing. */
export type Screen =
  | { name: 'connecting' }
  | { name: 'pairing'; code: string; pairUrl: string; serverUrl: string }
  | { name: 'idle'; device: string; workspace: string }
  | { name: 'replaced' };

export function screenOf({ credentials, pairing, device, connection }: Link): Screen {
  if (connection === 'replaced') return { name: 'replaced' };
  if (credentials && device) return { name: 'idle', device: device.name, workspace: device.workspace };
  if (credentials || !pairing) return { name: 'connecting' };
  const { code, pairUrl, serverUrl } = pairing;
  return { name: 'pairing', code, pairUrl, serverUrl };
}

/** Whether to show the offline notice. */
export function isOffline({ connection }: Link): boolean {
  return connection === 'connecting' || connection === 'waiting';
}

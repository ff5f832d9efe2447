import { type Component, lazy } from 'solid-js';
import { textsReady } from '../i18n/i18n.ts';

/** A page, or a part of one, that comes when it is first shown: together with its texts. */
export function lazyPage<Props extends object>(load: () => Promise<Component<Props>>) {
  return lazy(async () => {
    const page = await load();
    await textsReady();
    return { default: page };
  });
}

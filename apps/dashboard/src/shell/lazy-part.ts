import { type Component, lazy } from 'solid-js';
import { textsReady } from '../i18n/i18n.ts';

/** The component of a module that exports one value and no other. */
type OnlyExport<Module> = {
  [Name in keyof Module]: [keyof Module] extends [Name] ? Module[Name] : never;
}[keyof Module];
type PropsOf<Module> = OnlyExport<Module> extends Component<infer Props> ? Props : never;

/**
 * A page, or a part of one, that loads with its texts when it is first shown. Its module exports nothing but the
 * component (and types).
 *
 * @example const GroupNameDialog = lazyPart(() => import('./GroupNameDialog.tsx'));
 */
export function lazyPart<Module extends object>(load: () => Promise<Module>) {
  return lazy(async () => {
    const [component] = Object.values(await load()) as [Component<PropsOf<Module>>];
    await textsReady();
    return { default: component };
  });
}

import {
  type Component,
  createMemo,
  createSignal,
  type JSX,
  lazy,
  mapArray,
  mergeProps,
  Suspense,
} from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { Question } from './Confirm.tsx';

const Confirm = lazy(() => import('./Confirm.tsx').then((module) => ({ default: module.Confirm })));

interface Closable {
  onClose: () => void;
}

type PropsOf<Props> = Omit<Props, keyof Closable>;

/**
 * Opens dialogs from event handlers. A dialog has the contexts of the component that calls this, and closes when that
 * component goes; so call it in the page, or in a dialog that opens another, rather than in a row that may disappear.
 *
 * `openDialog(Component, props)` shows a component, lazy or not, that takes `onClose` beside its props.
 * `confirm({ title, lead, verb, run })` asks first; the dialog stays, busy, while `run` runs, and closes when it
 * resolves to true. Focus returns to where the dialog was opened from.
 *
 * @example
 * const { openDialog, confirm } = useDialogs();
 * openDialog(GroupNameDialog, { group });
 * confirm({ title: t('groups.deleteTitle', { name }), lead: t('groups.deleteLead'), verb: t('groups.delete'), run: () => remove.run(group) });
 */
export function useDialogs() {
  const [dialogs, setDialogs] = createSignal<(() => JSX.Element)[]>([]);
  // Dialogs render into portals, so the result needs no place in the page.
  createMemo(mapArray(dialogs, (draw) => <Suspense>{draw()}</Suspense>));

  function openDialog<Props extends Closable>(
    component: Component<Props>,
    ...[props]: Record<never, never> extends PropsOf<Props> ? [PropsOf<Props>?] : [PropsOf<Props>]
  ): void {
    const onClose = () => setDialogs((open) => open.filter((other) => other !== draw));
    const all = mergeProps(props, { onClose }) as unknown as Props;
    const draw = () => <Dynamic component={component} {...all} />;
    setDialogs((open) => [...open, draw]);
  }

  return { openDialog, confirm: (question: Question) => openDialog(Confirm, question) };
}

/** For menus of rows, which take the page's dialogs, since the row may disappear before they close. */
export type Dialogs = ReturnType<typeof useDialogs>;

import { createSignal } from 'solid-js';

/** The selection in a list of items; those no longer listed are not selected. */
export function createSelection<Item extends { id: string }>(listed: () => Item[] | undefined) {
  const [ids, setIds] = createSignal<ReadonlySet<string>>(new Set());
  const has = (id: string) => ids().has(id);
  const selected = () => listed()?.filter(({ id }) => has(id)) ?? [];
  const isAll = () => selected().length > 0 && selected().length === listed()?.length;

  function toggle(changed: string[], on: boolean): void {
    const rest = [...ids()].filter((id) => !changed.includes(id));
    setIds(new Set(on ? [...rest, ...changed] : rest));
  }

  return {
    has,
    selected,
    isAll,
    toggle,
    toggleAll: (on: boolean) => toggle(listed()?.map(({ id }) => id) ?? [], on),
    clear: () => setIds(new Set<string>()),
  };
}

export type Selection = ReturnType<typeof createSelection>;

/**
 * Gives the focus back, when a dialog closes, to what it was opened from; for one that came out of a menu, to what
 * opened the menu. For a dialog's `onOpenAutoFocus` and `onCloseAutoFocus`.
 */
export function createFocusReturn() {
  let origin: HTMLElement | null = null;
  return {
    remember(): void {
      const focused = document.activeElement;
      const menu = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
      const from = menu ? document.getElementById(menu) : focused;
      origin = from instanceof HTMLElement ? from : null;
    },
    giveBack(event: Event): void {
      event.preventDefault();
      // What is gone meanwhile, such as a deleted row, takes no focus.
      if (origin?.isConnected) origin.focus({ preventScroll: true });
    },
  };
}

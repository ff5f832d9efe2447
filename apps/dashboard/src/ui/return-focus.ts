/**
 * Returns focus to the element that a dialog was opened from, or to the menu's button if it was opened from a menu.
 * For a dialog's `onOpenAutoFocus` and `onCloseAutoFocus`.
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
      // An element that has since disappeared, such as a deleted row, cannot take it.
      if (origin?.isConnected) origin.focus({ preventScroll: true });
    },
  };
}

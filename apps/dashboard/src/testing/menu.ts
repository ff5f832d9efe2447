import { fireEvent, screen } from '@solidjs/testing-library';

/** Opens a menu by its button's name and selects an entry, by keyboard. */
export async function selectFromMenu(button: string, entry: string): Promise<void> {
  fireEvent.keyDown(await screen.findByRole('button', { name: button }), { key: 'Enter' });
  fireEvent.keyDown(await screen.findByRole('menuitem', { name: entry }), { key: 'Enter' });
}

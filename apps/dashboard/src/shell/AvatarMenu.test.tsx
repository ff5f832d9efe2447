import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../testing/render.tsx';
import { AvatarMenu } from './AvatarMenu.tsx';

function renderMenu() {
  renderInWorkspace(
    () => (
      <MemoryRouter history={createMemoryHistory()}>
        <Route path="/" component={AvatarMenu} />
        <Route path="/tokens" component={() => <h1>My tokens</h1>} />
        <Route path="/account" component={() => <h1>Account</h1>} />
      </MemoryRouter>
    ),
    {},
  );
}

/** Also found while the menu hides it. */
const trigger = () => screen.getByRole('button', { name: /^Account: ada@example.com/, hidden: true });

async function open() {
  fireEvent.keyDown(trigger(), { key: 'Enter' });
  return await screen.findByRole('menu');
}

test('it names the person, and closes on Escape and on a click outside', async () => {
  renderMenu();
  const menu = await open();
  expect(menu.textContent).toContain('ada@example.com');
  expect(menu.textContent).toContain('Admin · Northlight');
  fireEvent.keyDown(menu, { key: 'Escape' });
  await waitFor(() => expect(trigger().getAttribute('aria-expanded')).toBe('false'));

  await open();
  await waitFor(() => {
    fireEvent.pointerDown(document.body);
    expect(trigger().getAttribute('aria-expanded')).toBe('false');
  });
});

test.each(['My tokens', 'Account'])('it opens %s', async (name) => {
  renderMenu();
  await open();
  fireEvent.keyDown(screen.getByRole('menuitem', { name }), { key: 'Enter' });
  await screen.findByRole('heading', { name });
});

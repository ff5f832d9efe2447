import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { createSignal, lazy, Show } from 'solid-js';
import { expect, test } from 'vitest';
import { useWorkspace } from '../api/workspace.tsx';
import { renderInWorkspace } from '../testing/render.tsx';
import { Dialog, DialogBody } from './Dialog.tsx';
import { useDialogs } from './dialogs.tsx';

function Greeting(props: { name: string; onClose: () => void }) {
  const { workspace } = useWorkspace();
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={`Hello ${props.name}`}>
      <DialogBody>
        {workspace.name}
        <button type="button" onClick={props.onClose}>
          Done
        </button>
      </DialogBody>
    </Dialog>
  );
}

const LazyGreeting = lazy(async () => ({ default: Greeting }));

function Opener(props: { component: typeof Greeting }) {
  const { openDialog } = useDialogs();
  return (
    <button type="button" onClick={() => openDialog(props.component, { name: 'Ada' })}>
      Open
    </button>
  );
}

function press(name: string): HTMLElement {
  const button = screen.getByRole('button', { name });
  button.focus();
  fireEvent.click(button);
  return button;
}

test.each([
  ['', Greeting],
  ['lazy ', LazyGreeting as unknown as typeof Greeting],
])(
  'a %sdialog has the contexts of its opener, closes, and gives the focus back',
  async (_kind, component) => {
    renderInWorkspace(() => <Opener component={component} />, {});
    const opener = press('Open');
    const dialog = await screen.findByRole('dialog', { name: 'Hello Ada' });
    within(dialog).getByText('Northlight');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(opener));
    press('Open');
    await screen.findByRole('dialog');
  },
);

test('Escape closes a dialog', async () => {
  renderInWorkspace(() => <Opener component={Greeting} />, {});
  press('Open');
  fireEvent.keyDown(await screen.findByRole('dialog'), { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a dialog closes with the page that opened it', async () => {
  const [shown, setShown] = createSignal(true);
  renderInWorkspace(
    () => (
      <Show when={shown()}>
        <Opener component={Greeting} />
      </Show>
    ),
    {},
  );
  press('Open');
  await screen.findByRole('dialog');
  setShown(false);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

function Remover(props: { run: () => Promise<boolean>; typed?: { label: string; phrase: string } }) {
  const { confirm } = useDialogs();
  const question = () => ({ title: 'Delete Quay?', lead: 'For good.', verb: 'Delete', ...props });
  return (
    <button type="button" onClick={() => confirm(question())}>
      Ask
    </button>
  );
}

test('nothing happens before it is confirmed; a failure leaves the question open, success closes it', async () => {
  const answers = [false, true];
  let runs = 0;
  renderInWorkspace(() => <Remover run={async () => answers[runs++]!} />, {});
  press('Ask');
  const dialog = await screen.findByRole('alertdialog', { name: 'Delete Quay?' });
  expect(runs).toBe(0);
  const button = within(dialog).getByRole('button', { name: 'Delete' });
  fireEvent.click(button);
  await waitFor(() => expect(runs).toBe(1));
  await waitFor(() => expect(button.getAttribute('aria-busy')).not.toBe('true'));
  screen.getByRole('alertdialog');
  fireEvent.click(button);
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(runs).toBe(2);
});

test('a question that is cancelled runs nothing', async () => {
  let runs = 0;
  const run = async () => {
    runs += 1;
    return true;
  };
  renderInWorkspace(() => <Remover run={run} typed={{ label: 'Type Quay', phrase: 'Quay' }} />, {});
  press('Ask');
  const dialog = await screen.findByRole('alertdialog');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(runs).toBe(0);
});

import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { renderInWorkspace } from '../testing/render.tsx';
import { Field } from './Field.tsx';
import { FormDialog } from './FormDialog.tsx';
import { createForm } from './form.ts';
import { Switch } from './Switch.tsx';

const Site = z.object({ name: z.string().min(1), source: z.object({ host: z.url() }), open: z.boolean() });
type Site = z.infer<typeof Site>;

function renderForm(send: (site: Site) => Promise<void> = async () => {}) {
  const sent: Site[] = [];
  let closed = false;
  function SiteDialog() {
    const form = createForm({
      initial: { name: '', host: 'nowhere', open: false },
      schema: Site,
      toInput: ({ host, ...fields }) => ({ ...fields, source: { host } }),
      async send(site) {
        await send(site);
        sent.push(site);
      },
      said: () => 'Saved',
      onDone: () => {
        closed = true;
      },
    });
    return (
      <FormDialog title="Add site" verb="Add" form={form} onClose={() => {}}>
        <Field {...form.field('name')} label="Name" />
        <Field {...form.field('host', 'source.host')} label="Host" />
        <Switch {...form.field('open')} label="Open" />
      </FormDialog>
    );
  }
  renderInWorkspace(() => <SiteDialog />, {});
  return { sent, isClosed: () => closed };
}

const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const add = () => fireEvent.click(screen.getByRole('button', { name: 'Add' }));

test('fields have their values, and their errors after the first attempt, also by a path', async () => {
  const { sent, isClosed } = renderForm();
  expect(screen.getByLabelText<HTMLInputElement>('Host').value).toBe('nowhere');
  expect(screen.queryByText('Required')).toBeNull();
  add();
  await screen.findByText('Required');
  screen.getByText(/Enter a full URL/);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Name')));
  type('Name', 'Quay');
  expect(screen.queryByText('Required')).toBeNull();
  expect(sent).toEqual([]);

  type('Host', 'https://quay.example');
  fireEvent.click(screen.getByRole('switch', { name: 'Open' }));
  add();
  await screen.findByText('Saved');
  expect(sent).toEqual([{ name: 'Quay', source: { host: 'https://quay.example' }, open: true }]);
  expect(isClosed()).toBe(true);
});

test('a failure that belongs to no field becomes a toast, and the dialog stays', async () => {
  const { isClosed } = renderForm(async () => {
    throw new Error('down');
  });
  type('Name', 'Quay');
  type('Host', 'https://quay.example');
  add();
  await screen.findByText('Something went wrong');
  expect(isClosed()).toBe(false);
  expect(screen.queryByText('Saved')).toBeNull();
});

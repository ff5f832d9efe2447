import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { useQuery } from '@tanstack/solid-query';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../testing/render.tsx';
import { useChange } from './change.ts';

/** A counter on a server that the test answers for, and the button that adds to it. */
function renderCounter(add: (by: number) => Promise<number>) {
  let count = 0;
  const results: boolean[] = [];
  function Counter() {
    const query = useQuery(() => ({ queryKey: ['count'], queryFn: async () => count }));
    const change = useChange({
      call: async (by: number) => {
        count = await add(by);
        return count;
      },
      said: (now, by) => `Added ${by}: ${now}`,
      stale: [['count']],
    });
    return (
      <>
        <output>{query.data}</output>
        <button
          type="button"
          disabled={change.busy()}
          onClick={async () => results.push(await change.run(2))}
        >
          Add
        </button>
      </>
    );
  }
  renderInWorkspace(() => <Counter />, {});
  return results;
}

test('success shows a toast and refetches the changed queries', async () => {
  const results = renderCounter(async (by) => by);
  fireEvent.click(await screen.findByRole('button', { name: 'Add' }));
  await screen.findByText('Added 2: 2');
  await waitFor(() => expect(screen.getByText('2').tagName).toBe('OUTPUT'));
  expect(results).toEqual([true]);
});

test('a failure shows a toast, and the change can be retried', async () => {
  let fails = true;
  const results = renderCounter(async (by) => {
    if (fails) throw new Error('down');
    return by;
  });
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Add' });
  fireEvent.click(button);
  await screen.findByText('Something went wrong');
  expect(results).toEqual([false]);
  await waitFor(() => expect(button.disabled).toBe(false));
  fails = false;
  fireEvent.click(button);
  await screen.findByText('Added 2: 2');
});

test('a second press while it runs does nothing', async () => {
  let calls = 0;
  let finish = (_count: number) => {};
  renderCounter(() => {
    calls += 1;
    return new Promise((resolve) => (finish = resolve));
  });
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Add' });
  fireEvent.click(button);
  button.disabled = false;
  fireEvent.click(button);
  finish(5);
  await screen.findByText('Added 2: 5');
  expect(calls).toBe(1);
});

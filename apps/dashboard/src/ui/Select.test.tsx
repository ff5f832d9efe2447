import { fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import { Select } from './Select.tsx';

const places = () => ['Gate', 'Quay'].map((name) => ({ value: name, label: name }));

test('an open list stays unchanged when the same options are refetched', async () => {
  const [options, setOptions] = createSignal(places());
  const [value, setValue] = createSignal('Gate');
  render(() => <Select label="Place" options={options()} value={value()} onChange={setValue} />);
  fireEvent.keyDown(screen.getByRole('button', { name: /^Place/ }), { key: 'ArrowDown' });
  const option = await screen.findByRole('option', { name: 'Quay' });
  setOptions(places());
  expect(screen.getByRole('option', { name: 'Quay' })).toBe(option);
  fireEvent.keyDown(option, { key: 'Enter' });
  expect(value()).toBe('Quay');

  setOptions([...places(), { value: 'School', label: 'School' }]);
  fireEvent.keyDown(screen.getByRole('button', { name: /^Place/ }), { key: 'ArrowDown' });
  await screen.findByRole('option', { name: 'School' });
});

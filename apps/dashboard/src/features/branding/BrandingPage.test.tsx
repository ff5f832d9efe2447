import type { Branding, UpdateBranding } from '@sitecast/api/portal/branding/schema';
import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../../testing/render.tsx';
import { BrandingPage } from './BrandingPage.tsx';

function renderPage() {
  const calls: unknown[] = [];
  let branding: Branding = { name: null, accent: null, logo: null };
  renderInWorkspace(() => <BrandingPage />, {
    branding: {
      get: { query: async () => branding },
      update: {
        async mutate(input: UpdateBranding) {
          calls.push(input);
          branding = { ...branding, ...input };
          return branding;
        },
      },
      setLogo: {
        async mutate(input: { image: string }) {
          calls.push(input);
          branding = { ...branding, logo: { type: 'image/png', image: input.image } };
          return branding;
        },
      },
    },
  });
  return calls;
}

test('name and colour are saved, and what is left empty is ours', async () => {
  const calls = renderPage();
  fireEvent.input(await screen.findByLabelText(/^Name/), { target: { value: 'Acme' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  await screen.findByText('Branding saved');
  expect(calls).toEqual([{ name: 'Acme', accent: null }]);
});

test('a colour that is none is told at its field', async () => {
  const calls = renderPage();
  expect((await screen.findByLabelText('Colour')).getAttribute('aria-invalid')).toBeNull();
  fireEvent.input(screen.getByLabelText('Colour'), { target: { value: 'red' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  await screen.findByText('Six hex digits, e.g. #1A2B3C');
  expect(calls).toEqual([]);
});

test('a picture becomes the logo, if it is one and not too large', async () => {
  const calls = renderPage();
  const chooser = await screen.findByLabelText('Choose image', { selector: 'input' });
  const give = (file: File) => {
    Object.defineProperty(chooser, 'files', { value: [file], configurable: true });
    fireEvent.change(chooser);
  };
  give(new File(['<svg/>'], 'logo.svg', { type: 'image/svg+xml' }));
  await screen.findByText('Choose a PNG, JPEG or WebP image.');
  give(new File([new Uint8Array(257 * 1024)], 'logo.png', { type: 'image/png' }));
  await screen.findByText('The image is larger than 256 kB. Choose a smaller one.');
  give(new File(['logo'], 'logo.png', { type: 'image/png' }));
  await waitFor(() =>
    expect(screen.getByRole('img', { name: 'Logo' })).toHaveProperty(
      'src',
      `data:image/png;base64,${btoa('logo')}`,
    ),
  );
  expect(calls).toEqual([{ image: btoa('logo') }]);
});

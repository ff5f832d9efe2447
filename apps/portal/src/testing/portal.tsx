import type { PortalAlert, PortalFrame, PortalSession, PortalTile } from '@sitecast/api/portal/view/schema';
import type { PortalClient } from '@sitecast/client';
import { MemoryRouter, Route } from '@solidjs/router';
import { cleanup, render } from '@solidjs/testing-library';
import { QueryClientProvider } from '@tanstack/solid-query';
import { TRPCClientError } from '@trpc/client';
import type { JSX } from 'solid-js';
import { onTestFinished } from 'vitest';
import { ProvidePortal } from '../api/portal.tsx';
import { createQueryClient } from '../api/query-client.ts';

/** The procedures a component under test may call. */
export type SomeApi = { [Call in keyof PortalClient]?: unknown };

export const session: PortalSession = {
  passwordNeeded: false,
  clientName: 'Port Authority',
  branding: { name: 'Northlight Acoustics', accent: null, logoUrl: null },
  preview: false,
};

/** Renders a component in the portal with `api` as server, until the test ends. */
export function renderInPortal(ui: () => JSX.Element, api: SomeApi = {}) {
  onTestFinished(cleanup);
  return render(() => (
    <QueryClientProvider client={createQueryClient()}>
      <ProvidePortal value={{ api: clientOf(api), session }}>
        <MemoryRouter>
          <Route path="*" component={() => ui()} />
        </MemoryRouter>
      </ProvidePortal>
    </QueryClientProvider>
  ));
}

export function clientOf(api: SomeApi): PortalClient {
  return api as unknown as PortalClient;
}

/** An error response as thrown by the client. */
export function refusal(appCode: string): Error {
  return TRPCClientError.from({
    error: { code: -32_000, message: appCode, data: { appCode } },
  } as Parameters<typeof TRPCClientError.from>[0]);
}

export function frameOf(rest: Partial<PortalFrame> = {}): PortalFrame {
  return {
    timestamp: '2026-05-04T10:00:00.000Z',
    measurementState: 'Start',
    lp: 61.2,
    leq: 58.4,
    lmax: 79.9,
    lpeak: 92,
    ln1: 69.6,
    ln2: 61.8,
    feedStatus: 'ok',
    ...rest,
  };
}

export function tileOf(rest: Partial<PortalTile> = {}): PortalTile {
  return {
    id: 'quay',
    name: 'Quay 3',
    lat: null,
    lng: null,
    limits: { day: 65, evening: 60, night: 50, max: 90 },
    measured: true,
    state: 'quiet',
    frame: frameOf(),
    ...rest,
  };
}

export function alertOf(rest: Partial<PortalAlert> = {}): PortalAlert {
  return {
    id: 'a1',
    locationId: 'quay',
    locationName: 'Quay 3',
    name: 'Loud quarter of an hour',
    condition: { metric: 'laeq15min', direction: 'above', threshold: 65 },
    open: true,
    onsetAt: '2026-05-04T09:30:00.000Z',
    value: 65.4,
    peak: 68.2,
    peakAt: '2026-05-04T09:40:00.000Z',
    clearedAt: null,
    ...rest,
  };
}

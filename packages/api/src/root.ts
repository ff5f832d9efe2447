import { agencyRouter } from './agency/router.ts';
import { alertsRouter } from './alerts/router.ts';
import { auditRouter } from './audit/router.ts';
import { brandingRouter } from './branding/router.ts';
import { clientsRouter } from './clients/router.ts';
import { demoRouter } from './demo/router.ts';
import { pairingRouter, playerRouter } from './devices/player-router.ts';
import { devicesRouter } from './devices/router.ts';
import { groupsRouter } from './groups/router.ts';
import { membersRouter } from './members/router.ts';
import { passwordLinksRouter } from './password-links/router.ts';
import { personalTokensRouter } from './personal-tokens/router.ts';
import { pipRouter } from './pip/router.ts';
import { playlistsRouter } from './playlists/router.ts';
import { portalClientRouter } from './portal/router.ts';
import { locationsRouter, projectsRouter } from './projects/router.ts';
import { sessionRouter } from './session/router.ts';
import { settingsRouter } from './settings/router.ts';
import { setupRouter } from './setup/router.ts';
import { systemRouter } from './system/router.ts';
import { tokensRouter } from './tokens/router.ts';
import { createCallerFactory, router } from './trpc.ts';
import { unitsRouter } from './units/router.ts';
import { usersRouter } from './users/router.ts';
import { workspacesRouter } from './workspaces/router.ts';

/** What operators, scripts and the CLI call; served at `/trpc`, and by the table of routes at `/api`. */
export const appRouter = router({
  setup: setupRouter,
  session: sessionRouter,
  users: usersRouter,
  passwordLinks: passwordLinksRouter,
  tokens: tokensRouter,
  personalTokens: personalTokensRouter,
  workspaces: workspacesRouter,
  members: membersRouter,
  branding: brandingRouter,
  audit: auditRouter,
  devices: devicesRouter,
  groups: groupsRouter,
  pip: pipRouter,
  clients: clientsRouter,
  projects: projectsRouter,
  locations: locationsRouter,
  units: unitsRouter,
  alerts: alertsRouter,
  demo: demoRouter,
  playlists: playlistsRouter,
  agency: agencyRouter,
  settings: settingsRouter,
  system: systemRouter,
});
export type AppRouter = typeof appRouter;

/** What players call; served at `/device`. */
export const deviceRouter = router({ pairing: pairingRouter, device: playerRouter });
export type DeviceRouter = typeof deviceRouter;

/** What a client's portal calls; served at `/portal/trpc`, and by the table of routes at `/portal/api`. */
export const portalRouter = router({ portal: portalClientRouter });
export type PortalRouter = typeof portalRouter;

export const createCaller = createCallerFactory(appRouter);
export const createDeviceCaller = createCallerFactory(deviceRouter);
export const createPortalCaller = createCallerFactory(portalRouter);

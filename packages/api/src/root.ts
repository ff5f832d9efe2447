import { alertsRouter } from './alerts/router.ts';
import { systemRouter } from './core/system/router.ts';
import { createCallerFactory, mergeRouters, router } from './core/trpc.ts';
import { demoRouter } from './demo/router.ts';
import { auditRouter } from './people/audit-log/router.ts';
import { membersRouter } from './people/members/router.ts';
import { passwordLinksRouter } from './people/password-links/router.ts';
import { personalTokensRouter } from './people/personal-tokens/router.ts';
import { sessionRouter } from './people/session/router.ts';
import { settingsRouter } from './people/settings/router.ts';
import { setupRouter } from './people/setup/router.ts';
import { tokensRouter } from './people/tokens/router.ts';
import { usersRouter } from './people/users/router.ts';
import { workspacesRouter } from './people/workspaces/router.ts';
import { brandingRouter } from './portal/branding/router.ts';
import { portalLinksRouter } from './portal/links/router.ts';
import { portalClientRouter } from './portal/view/router.ts';
import { agencyRouter } from './screens/agency/router.ts';
import { pairingRouter, playerRouter } from './screens/devices/player-router.ts';
import { devicesRouter } from './screens/devices/router.ts';
import { groupsRouter } from './screens/groups/router.ts';
import { pipRouter } from './screens/overlays/router.ts';
import { playlistsRouter } from './screens/playlists/router.ts';
import { clientsRouter } from './sites/clients/router.ts';
import { locationsRouter, projectsRouter } from './sites/projects/router.ts';
import { unitsRouter } from './sites/units/router.ts';

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
  projects: mergeRouters(projectsRouter, portalLinksRouter),
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

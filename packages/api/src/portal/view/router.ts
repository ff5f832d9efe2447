import { z } from 'zod';
import { limitedPortalProcedure, portalProcedure, router } from '../../core/trpc.ts';
import { listPortalAlerts } from './alerts.ts';
import { enterPassword, leavePortal } from './enter.ts';
import { portalHistory, portalLocation, portalRecent } from './location.ts';
import { portalOverview } from './overview.ts';
import {
  History,
  ListPortalAlerts,
  PortalAlertPage,
  PortalHistoryQuery,
  PortalLocation,
  PortalLocationRef,
  PortalOverview,
  PortalPassword,
  PortalRecent,
  PortalSession,
} from './schema.ts';
import { portalSession } from './session.ts';

/** The procedures for a client's browser. Everything is looked up through the client, see `resolve.ts`. */
export const portalClientRouter = router({
  session: limitedPortalProcedure.output(PortalSession).query(({ ctx }) => portalSession(ctx)),
  enterPassword: limitedPortalProcedure
    .input(PortalPassword)
    .output(PortalSession)
    .mutation(({ ctx, input }) => enterPassword(ctx, input)),
  leave: limitedPortalProcedure.output(z.void()).mutation(({ ctx }) => leavePortal(ctx)),
  overview: portalProcedure.output(PortalOverview).query(({ ctx }) => portalOverview(ctx)),
  location: portalProcedure
    .input(PortalLocationRef)
    .output(PortalLocation)
    .query(({ ctx, input }) => portalLocation(ctx, input.locationId)),
  recent: portalProcedure
    .input(PortalLocationRef)
    .output(PortalRecent)
    .query(({ ctx, input }) => portalRecent(ctx, input.locationId)),
  history: portalProcedure
    .input(PortalHistoryQuery)
    .output(History)
    .query(({ ctx, input }) => portalHistory(ctx, input)),
  alerts: portalProcedure
    .input(ListPortalAlerts)
    .output(PortalAlertPage)
    .query(({ ctx, input }) => listPortalAlerts(ctx, input)),
});

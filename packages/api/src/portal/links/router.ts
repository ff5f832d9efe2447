import { memberProcedure, router } from '../../core/trpc.ts';
import {
  CreatedPortalLink,
  CreatePortalLink,
  ListPortalLinks,
  PortalLinkPage,
  PortalLinkRef,
  RevokedPortalLink,
} from './schema.ts';
import { createPortalLink, listPortalLinks, revokePortalLink } from './service.ts';

/** The portal links of a project's client. Merged into the `projects` router. */
export const portalLinksRouter = router({
  createPortalLink: memberProcedure('write')
    .input(CreatePortalLink)
    .output(CreatedPortalLink)
    .mutation(({ ctx, input }) => createPortalLink(ctx, input)),
  portalLinks: memberProcedure('read')
    .input(ListPortalLinks)
    .output(PortalLinkPage)
    .query(({ ctx, input }) => listPortalLinks(ctx, input)),
  revokePortalLink: memberProcedure('write')
    .input(PortalLinkRef)
    .output(RevokedPortalLink)
    .mutation(({ ctx, input }) => revokePortalLink(ctx, input)),
});

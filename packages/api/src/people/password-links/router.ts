import { z } from 'zod';
import { publicProcedure, router } from '../../core/trpc.ts';
import { requestLink } from './request.ts';
import { GetPasswordLink, PasswordLink, RequestLink, UsePasswordLink } from './schema.ts';
import { getPasswordLink, usePasswordLink } from './service.ts';

/** The link's token is the only credential. `get` does not use it up, since mail scanners open every link. */
export const passwordLinksRouter = router({
  request: publicProcedure
    .input(RequestLink)
    .output(z.void())
    .mutation(({ ctx, input }) => requestLink(ctx, input, 'reset')),
  get: publicProcedure
    .input(GetPasswordLink)
    .output(PasswordLink)
    .query(({ ctx, input }) => getPasswordLink(ctx, input)),
  use: publicProcedure
    .input(UsePasswordLink)
    .output(z.void())
    .mutation(({ ctx, input }) => usePasswordLink(ctx, input)),
});

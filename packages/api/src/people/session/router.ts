import { z } from 'zod';
import {
  limitedSessionProcedure,
  limitedUserProcedure,
  publicProcedure,
  router,
  sessionProcedure,
} from '../../core/trpc.ts';
import { canRequestLinks, requestLink } from '../password-links/request.ts';
import { RequestLink } from '../password-links/schema.ts';
import { useLoginLink } from './login-link.ts';
import { changePassword } from './password.ts';
import {
  AccessToken,
  ChangePassword,
  Login,
  LoginOptions,
  Me,
  RevokeSession,
  SessionList,
  UseLoginLink,
} from './schema.ts';
import { login, me, token } from './service.ts';
import { listSessions, logout, logoutEverywhere, revokeSession } from './sessions.ts';

export const sessionRouter = router({
  login: publicProcedure
    .input(Login)
    .output(Me)
    .mutation(({ ctx, input }) => login(ctx, input)),
  token: publicProcedure
    .input(Login)
    .output(AccessToken)
    .mutation(({ ctx, input }) => token(ctx, input)),
  loginOptions: publicProcedure
    .output(LoginOptions)
    .query(({ ctx }) => ({ singleSignOn: ctx.singleSignOn, linksByMail: canRequestLinks(ctx) })),
  sendLoginLink: publicProcedure
    .input(RequestLink)
    .output(z.void())
    .mutation(({ ctx, input }) => requestLink(ctx, input, 'login')),
  useLoginLink: publicProcedure
    .input(UseLoginLink)
    .output(Me)
    .mutation(({ ctx, input }) => useLoginLink(ctx, input)),
  me: limitedUserProcedure.output(Me).query(({ ctx }) => me(ctx.principal)),
  changePassword: limitedSessionProcedure
    .input(ChangePassword)
    .output(z.void())
    .mutation(({ ctx, input }) => changePassword(ctx, input)),
  logout: limitedSessionProcedure.output(z.void()).mutation(({ ctx }) => logout(ctx)),
  logoutEverywhere: limitedSessionProcedure.output(z.void()).mutation(({ ctx }) => logoutEverywhere(ctx)),
  list: sessionProcedure.output(SessionList).query(({ ctx }) => listSessions(ctx)),
  revoke: sessionProcedure
    .input(RevokeSession)
    .output(z.void())
    .mutation(({ ctx, input }) => revokeSession(ctx, input)),
});

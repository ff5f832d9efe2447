import { initTRPC } from '@trpc/server';
import {
  type Access,
  type MemberLevel,
  requireAdmin,
  requireAgency,
  requireCompanion,
  requireDevice,
  requireLimitedPortalClient,
  requireLimitedSession,
  requireLimitedUser,
  requireMember,
  requirePortalClient,
  requireSession,
  requireUser,
  requireWorkspace,
  type WorkspaceLevel,
} from './access.ts';
import type { Context } from './context.ts';
import { refuseForeignCursor, withOwnCursor } from './cursors.ts';
import { AppError, toProblem } from './errors.ts';
import './validation-messages.ts';
import { unstorableText } from './text.ts';
import { countTokenCalls, tooManyCalls } from './throttles.ts';

const t = initTRPC
  .context<Context>()
  .meta<{ access: Access }>()
  .create({
    isServer: true,
    isDev: false,
    // Subscriptions use sockets only, which are closed when their principal is revoked.
    sse: { enabled: false },
    errorFormatter({ shape, error }) {
      const { code: appCode, status, detail, errors, retryAfter } = toProblem(error);
      return {
        ...shape,
        message: detail,
        data: {
          code: shape.data.code,
          httpStatus: status,
          path: shape.data.path,
          appCode,
          errors,
          retryAfter,
        },
      };
    },
  });

export const router = t.router;
export const mergeRouters = t.mergeRouters;
export const createCallerFactory = t.createCallerFactory;

/**
 * Counts a call over a socket against the token's rate limit, even if access is refused. HTTP requests are counted by
 * the server.
 */
const procedure = t.procedure.use(async ({ ctx, next }) => {
  const budget = ctx.socket && (await countTokenCalls(ctx, ctx.principal));
  if (budget?.exceeded) throw tooManyCalls(budget);
  return next();
});

/** Runs in every procedure, after the access check and before the schemas, so that no schema can forget it. */
const checkedInput = t.middleware(async ({ path, getRawInput, next }) => {
  const input = await getRawInput();
  refuseUnstorableText(input);
  refuseForeignCursor(path, input);
  const result = await next();
  return result.ok ? { ...result, data: withOwnCursor(path, result.data) } : result;
});

function refuseUnstorableText(input: unknown): void {
  const path = unstorableText(input);
  if (!path) return;
  const message = 'Text must not contain U+0000 or lone surrogates';
  throw new AppError('VALIDATION', `${path.join('.')}: ${message}`, { errors: [{ path, message }] });
}

/** Anyone. */
export const publicProcedure = procedure.meta({ access: 'public' }).use(checkedInput);

/** A user, by session or personal token. */
export const userProcedure = procedure
  .meta({ access: 'user' })
  .use(({ ctx, next }) => next({ ctx: { principal: requireUser(ctx.principal) } }))
  .use(checkedInput);

/** Also a user who has to choose a new password first. */
export const limitedUserProcedure = procedure
  .meta({ access: 'user:limited' })
  .use(({ ctx, next }) => next({ ctx: { principal: requireLimitedUser(ctx.principal) } }))
  .use(checkedInput);

/** A user by session only: for what a stolen personal token must not do. */
export const sessionProcedure = procedure
  .meta({ access: 'session' })
  .use(({ ctx, next }) => next({ ctx: { principal: requireSession(ctx.principal) } }))
  .use(checkedInput);

/** By session only; also a user who has to choose a new password first. */
export const limitedSessionProcedure = procedure
  .meta({ access: 'session:limited' })
  .use(({ ctx, next }) => next({ ctx: { principal: requireLimitedSession(ctx.principal) } }))
  .use(checkedInput);

/** A platform admin. */
export const adminProcedure = procedure
  .meta({ access: 'admin' })
  .use(({ ctx, next }) => next({ ctx: { principal: requireAdmin(ctx.principal) } }))
  .use(checkedInput);

/** A member whose role, or an API token whose scope, is sufficient for the level; adds `workspaceId`. */
export function workspaceProcedure(level: WorkspaceLevel) {
  return procedure
    .meta({ access: `workspace:${level}` })
    .use(({ ctx, next }) =>
      next({ ctx: { workspaceId: requireWorkspace(ctx.principal, level, ctx.workspaceHint) } }),
    )
    .use(checkedInput);
}

/** As `workspaceProcedure`, for people only: an API token is refused. */
export function memberProcedure(level: MemberLevel) {
  return procedure
    .meta({ access: `member:${level}` })
    .use(({ ctx, next }) =>
      next({ ctx: { workspaceId: requireMember(ctx.principal, level, ctx.workspaceHint) } }),
    )
    .use(checkedInput);
}

/** An API token with scope `agency`, whatever its targets are. */
export const agencyTokenProcedure = procedure
  .meta({ access: 'agency' })
  .use(({ ctx, next }) => next({ ctx: { principal: requireAgency(ctx.principal) } }))
  .use(checkedInput);

/** A client who has opened their portal link. */
export const portalProcedure = procedure
  .meta({ access: 'portal' })
  .use(({ ctx, next }) => next({ ctx: { principal: requirePortalClient(ctx.principal) } }))
  .use(checkedInput);

/** Also a client who still has to enter the portal's password. */
export const limitedPortalProcedure = procedure
  .meta({ access: 'portal:limited' })
  .use(({ ctx, next }) => next({ ctx: { principal: requireLimitedPortalClient(ctx.principal) } }))
  .use(checkedInput);

/** The screen itself. */
export const deviceProcedure = procedure
  .meta({ access: 'device' })
  .use(({ ctx, next }) => next({ ctx: { principal: requireDevice(ctx.principal) } }))
  .use(checkedInput);

/** The companion app. */
export const companionProcedure = procedure
  .meta({ access: 'companion' })
  .use(({ ctx, next }) => next({ ctx: { principal: requireCompanion(ctx.principal) } }))
  .use(checkedInput);

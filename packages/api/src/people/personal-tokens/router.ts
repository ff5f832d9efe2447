import { z } from 'zod';
import { adminProcedure, router, sessionProcedure, userProcedure } from '../../core/trpc.ts';
import { adminCounts, adminList, adminRevoke } from './admin.ts';
import {
  CountPersonalTokens,
  CreatePersonalToken,
  ListAllPersonalTokens,
  ListPersonalTokens,
  MintedPersonalToken,
  OwnedPersonalTokenPage,
  PersonalToken,
  PersonalTokenCounts,
  PersonalTokenPage,
  PersonalTokenRef,
  RotatePersonalToken,
} from './schema.ts';
import {
  createPersonalToken,
  getPersonalToken,
  listPersonalTokens,
  revokePersonalToken,
  rotatePersonalToken,
} from './service.ts';

/** Creating and rotating take a session, so that a stolen token cannot mint others. */
export const personalTokensRouter = router({
  list: userProcedure
    .input(ListPersonalTokens)
    .output(PersonalTokenPage)
    .query(({ ctx, input }) => listPersonalTokens(ctx, input)),
  get: userProcedure
    .input(PersonalTokenRef)
    .output(PersonalToken)
    .query(({ ctx, input }) => getPersonalToken(ctx, input)),
  create: sessionProcedure
    .input(CreatePersonalToken)
    .output(MintedPersonalToken)
    .mutation(({ ctx, input }) => createPersonalToken(ctx, input)),
  rotate: sessionProcedure
    .input(RotatePersonalToken)
    .output(MintedPersonalToken)
    .mutation(({ ctx, input }) => rotatePersonalToken(ctx, input)),
  revoke: userProcedure
    .input(PersonalTokenRef)
    .output(z.void())
    .mutation(({ ctx, input }) => revokePersonalToken(ctx, input)),
  adminList: adminProcedure
    .input(ListAllPersonalTokens)
    .output(OwnedPersonalTokenPage)
    .query(({ ctx, input }) => adminList(ctx, input)),
  adminCounts: adminProcedure
    .input(CountPersonalTokens)
    .output(PersonalTokenCounts)
    .query(({ ctx, input }) => adminCounts(ctx, input)),
  adminRevoke: adminProcedure
    .input(PersonalTokenRef)
    .output(z.void())
    .mutation(({ ctx, input }) => adminRevoke(ctx, input)),
});

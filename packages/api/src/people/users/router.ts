import { z } from 'zod';
import { adminProcedure, router } from '../../core/trpc.ts';
import { activateUser, deactivateUser, removeUser, updateUser } from './change.ts';
import { resetPassword, setPassword } from './password.ts';
import {
  CreatedUser,
  CreateUser,
  ListUsers,
  PasswordReset,
  SetPassword,
  UpdateUser,
  User,
  UserPage,
  UserRef,
} from './schema.ts';
import { createUser, getUser, listUsers } from './service.ts';

export const usersRouter = router({
  list: adminProcedure
    .input(ListUsers)
    .output(UserPage)
    .query(({ ctx, input }) => listUsers(ctx, input)),
  get: adminProcedure
    .input(UserRef)
    .output(User)
    .query(({ ctx, input }) => getUser(ctx, input)),
  create: adminProcedure
    .input(CreateUser)
    .output(CreatedUser)
    .mutation(({ ctx, input }) => createUser(ctx, input)),
  update: adminProcedure
    .input(UpdateUser)
    .output(User)
    .mutation(({ ctx, input }) => updateUser(ctx, input)),
  activate: adminProcedure
    .input(UserRef)
    .output(User)
    .mutation(({ ctx, input }) => activateUser(ctx, input)),
  deactivate: adminProcedure
    .input(UserRef)
    .output(User)
    .mutation(({ ctx, input }) => deactivateUser(ctx, input)),
  remove: adminProcedure
    .input(UserRef)
    .output(z.void())
    .mutation(({ ctx, input }) => removeUser(ctx, input)),
  resetPassword: adminProcedure
    .input(UserRef)
    .output(PasswordReset)
    .mutation(({ ctx, input }) => resetPassword(ctx, input)),
  setPassword: adminProcedure
    .input(SetPassword)
    .output(z.void())
    .mutation(({ ctx, input }) => setPassword(ctx, input)),
});

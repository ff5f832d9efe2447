import { memberProcedure, router } from '../trpc.ts';
import {
  Client,
  ClientPage,
  ClientRef,
  CreateClient,
  ListClients,
  SetClientPassword,
  UpdateClient,
} from './schema.ts';
import { createClient, getClient, listClients, setClientPassword, updateClient } from './service.ts';

export const clientsRouter = router({
  list: memberProcedure('read')
    .input(ListClients)
    .output(ClientPage)
    .query(({ ctx, input }) => listClients(ctx, input)),
  get: memberProcedure('read')
    .input(ClientRef)
    .output(Client)
    .query(({ ctx, input }) => getClient(ctx, input.clientId)),
  create: memberProcedure('write')
    .input(CreateClient)
    .output(Client)
    .mutation(({ ctx, input }) => createClient(ctx, input)),
  update: memberProcedure('write')
    .input(UpdateClient)
    .output(Client)
    .mutation(({ ctx, input }) => updateClient(ctx, input)),
  setPassword: memberProcedure('write')
    .input(SetClientPassword)
    .output(Client)
    .mutation(({ ctx, input }) => setClientPassword(ctx, input)),
});

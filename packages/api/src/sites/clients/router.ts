import { memberProcedure, router, workspaceProcedure } from '../../core/trpc.ts';
import {
  AddClientFile,
  ClientFile,
  ClientFilePage,
  ClientFileRef,
  ListClientFiles,
} from '../client-files/schema.ts';
import { addClientFile, getClientFile, listClientFiles, removeClientFile } from '../client-files/service.ts';
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

  files: workspaceProcedure('read')
    .input(ListClientFiles)
    .output(ClientFilePage)
    .query(({ ctx, input }) => listClientFiles(ctx, input)),
  getFile: workspaceProcedure('read')
    .input(ClientFileRef)
    .output(ClientFile)
    .query(({ ctx, input }) => getClientFile(ctx, input)),
  addFile: workspaceProcedure('write')
    .input(AddClientFile)
    .output(ClientFile)
    .mutation(({ ctx, input }) => addClientFile(ctx, input.clientId)),
  removeFile: workspaceProcedure('write')
    .input(ClientFileRef)
    .mutation(({ ctx, input }) => removeClientFile(ctx, input)),
});

import { z } from 'zod';
import { router, workspaceProcedure } from '../../core/trpc.ts';
import {
  CommandDevice,
  CommandDevices,
  CommandPage,
  CommandResult,
  ListCommands,
  Screenshot,
} from '../commands/schema.ts';
import { getScreenshot } from '../commands/screenshot.ts';
import { commandDevice, commandDevices } from '../commands/send.ts';
import { listCommands } from '../commands/service.ts';
import { listDevices } from './list.ts';
import { pairDevice } from './pairing.ts';
import {
  Device,
  DeviceLogPage,
  DevicePage,
  DeviceRef,
  ListDeviceLog,
  ListDevices,
  PairDevice,
  UpdateDevice,
} from './schema.ts';
import { getDevice, listDeviceLog, removeDevice, updateDevice } from './service.ts';

export const devicesRouter = router({
  list: workspaceProcedure('read')
    .input(ListDevices)
    .output(DevicePage)
    .query(({ ctx, input }) => listDevices(ctx, input)),
  get: workspaceProcedure('read')
    .input(DeviceRef)
    .output(Device)
    .query(({ ctx, input }) => getDevice(ctx, input.deviceId)),
  log: workspaceProcedure('read')
    .input(ListDeviceLog)
    .output(DeviceLogPage)
    .query(({ ctx, input }) => listDeviceLog(ctx, input)),
  pair: workspaceProcedure('write')
    .input(PairDevice)
    .output(Device)
    .mutation(({ ctx, input }) => pairDevice(ctx, input)),
  update: workspaceProcedure('write')
    .input(UpdateDevice)
    .output(Device)
    .mutation(({ ctx, input }) => updateDevice(ctx, input)),
  remove: workspaceProcedure('write')
    .input(DeviceRef)
    .output(z.void())
    .mutation(({ ctx, input }) => removeDevice(ctx, input.deviceId)),
  command: workspaceProcedure('full')
    .input(CommandDevice)
    .output(CommandResult)
    .mutation(({ ctx, input }) => commandDevice(ctx, input)),
  commandMany: workspaceProcedure('full')
    .input(CommandDevices)
    .output(CommandResult)
    .mutation(({ ctx, input }) => commandDevices(ctx, input)),
  commands: workspaceProcedure('read')
    .input(ListCommands)
    .output(CommandPage)
    .query(({ ctx, input }) => listCommands(ctx, input)),
  screenshot: workspaceProcedure('read')
    .input(DeviceRef)
    .output(Screenshot)
    .query(({ ctx, input }) => getScreenshot(ctx, input)),
});

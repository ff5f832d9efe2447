import { z } from 'zod';
import { Page } from '../page.ts';
import { router, workspaceProcedure } from '../trpc.ts';
import { pairDevice } from './pairing.ts';
import {
  Device,
  DeviceLogPage,
  DevicePage,
  DeviceRef,
  ListDeviceLog,
  PairDevice,
  UpdateDevice,
} from './schema.ts';
import { getDevice, listDeviceLog, listDevices, removeDevice, updateDevice } from './service.ts';

export const devicesRouter = router({
  list: workspaceProcedure('read')
    .input(Page)
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
});

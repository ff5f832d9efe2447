import { z } from 'zod';
import { deviceProcedure, publicProcedure, router } from '../../core/trpc.ts';
import { ReportCommand, ScreenshotPart } from '../commands/schema.ts';
import { receiveScreenshot } from '../commands/screenshot.ts';
import { reportCommand } from '../commands/service.ts';
import { reportOverlayEvent } from '../overlays/report.ts';
import { OverlayEvent } from '../overlays/schema.ts';
import { deviceMessages } from './channel.ts';
import { checkPairing, startPairing } from './pairing.ts';
import { heartbeat, hello, logLine, unpair } from './player.ts';
import {
  CheckPairing,
  DeviceInfo,
  DeviceReportLog,
  PairingStarted,
  PairingState,
  ServerTime,
} from './schema.ts';

/** For unpaired players, which show a code and poll until someone enters it. */
export const pairingRouter = router({
  start: publicProcedure.output(PairingStarted).mutation(({ ctx }) => startPairing(ctx)),
  check: publicProcedure
    .input(CheckPairing)
    .output(PairingState)
    .query(({ ctx, input }) => checkPairing(ctx, input)),
});

/** For paired players: messages to the screen and reports from it. */
export const playerRouter = router({
  messages: deviceProcedure.subscription(({ ctx, signal }) => deviceMessages(ctx, signal)),
  hello: deviceProcedure
    .input(DeviceInfo)
    .output(ServerTime)
    .mutation(({ ctx, input }) => hello(ctx, input)),
  heartbeat: deviceProcedure
    .input(DeviceInfo.optional())
    .output(ServerTime)
    .mutation(({ ctx, input }) => heartbeat(ctx, input)),
  log: deviceProcedure
    .input(DeviceReportLog)
    .output(z.void())
    .mutation(({ ctx, input }) => logLine(ctx, input)),
  overlayEvent: deviceProcedure
    .input(OverlayEvent)
    .output(z.void())
    .mutation(({ ctx, input }) => reportOverlayEvent(ctx, input)),
  commandResult: deviceProcedure
    .input(ReportCommand)
    .output(z.void())
    .mutation(({ ctx, input }) => reportCommand(ctx, input)),
  screenshot: deviceProcedure
    .input(ScreenshotPart)
    .output(z.void())
    .mutation(({ ctx, input }) => receiveScreenshot(ctx, input)),
  unpair: deviceProcedure.output(z.void()).mutation(({ ctx }) => unpair(ctx)),
});

import type { ReportCommand } from '@sitecast/api/screens/commands/schema';
import type { DeviceReportLog } from '@sitecast/api/screens/devices/schema';
import type { Outcome } from './commands.ts';
import type { OverlayReport } from './overlays.ts';

/** What the server is to hear from this screen, kept until it has answered. */
export type Report =
  | { kind: 'overlay'; report: OverlayReport }
  | { kind: 'command'; report: ReportCommand }
  | { kind: 'log'; line: DeviceReportLog };

/** Oldest first. */
export type Outbox = readonly Report[];

const KEEPS = 200;
/** Bounds of the server's, in UTF-16 units. */
const MAX_DETAIL = 500;
const MAX_MESSAGE = 2_000;

/** Adds what is to be told; of too much the oldest is forgotten. */
export function post(outbox: Outbox, ...reports: Report[]): Outbox {
  return [...outbox, ...reports].slice(-KEEPS);
}

/** Without what the server has taken. */
export function sent(outbox: Outbox, report: Report): Outbox {
  return outbox.filter((other) => other !== report);
}

/** What became of an overlay, once for the delivery and once for the screen's log. */
export function overlayReports(report: OverlayReport, about: string): Report[] {
  const detail = report.detail?.slice(0, MAX_DETAIL);
  const reason = detail === undefined ? '' : `: ${detail}`;
  const level = report.status === 'failed' ? 'warn' : 'info';
  return [
    { kind: 'overlay', report: { ...report, detail } },
    logLine(level, 'pip', `${report.status} ${about}${reason}`),
  ];
}

/** What became of a command, to be answered by itself. */
export function commandReport(commandId: string, { status, detail }: Outcome): Report {
  return { kind: 'command', report: { commandId, status, detail: detail?.slice(0, MAX_DETAIL) } };
}

export function logLine(level: DeviceReportLog['level'], tag: string, message: string): Report {
  return { kind: 'log', line: { level, tag, message: message.slice(0, MAX_MESSAGE) } };
}

import type { ReportCommand } from '@sitecast/api/screens/commands/schema';
import type { DeviceReportLog } from '@sitecast/api/screens/devices/schema';
import type { Outcome } from './commands.ts';
import type { OverlayReport } from './overlays.ts';

/** A report to the server, kept until it is acknowledged. */
export type Report =
  | { kind: 'overlay'; report: OverlayReport }
  | { kind: 'command'; report: ReportCommand }
  | { kind: 'log'; line: DeviceReportLog };

/** Oldest first. */
export type Outbox = readonly Report[];

const MAX_REPORTS = 200;
/** The server's limits, in UTF-16 code units. */
const MAX_DETAIL = 500;
const MAX_MESSAGE = 2_000;

/** Adds reports, dropping the oldest above the limit. */
export function post(outbox: Outbox, ...reports: Report[]): Outbox {
  return [...outbox, ...reports].slice(-MAX_REPORTS);
}

/** Removes an acknowledged report. */
export function sent(outbox: Outbox, report: Report): Outbox {
  return outbox.filter((other) => other !== report);
}

/** An overlay's outcome, as a report for the delivery and a line for the screen's log. */
export function overlayReports(report: OverlayReport, about: string): Report[] {
  const detail = report.detail?.slice(0, MAX_DETAIL);
  const reason = detail === undefined ? '' : `: ${detail}`;
  const level = report.status === 'failed' ? 'warn' : 'info';
  return [
    { kind: 'overlay', report: { ...report, detail } },
    logLine(level, 'pip', `${report.status} ${about}${reason}`),
  ];
}

/** A command's outcome. */
export function commandReport(commandId: string, { status, detail }: Outcome): Report {
  return { kind: 'command', report: { commandId, status, detail: detail?.slice(0, MAX_DETAIL) } };
}

export function logLine(level: DeviceReportLog['level'], tag: string, message: string): Report {
  return { kind: 'log', line: { level, tag, message: message.slice(0, MAX_MESSAGE) } };
}

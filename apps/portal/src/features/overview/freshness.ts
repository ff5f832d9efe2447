/** Relates server time to the device's clock, which may be wrong by hours. */
export interface AnswerTime {
  /** Server time of the response, ISO 8601. */
  at: string;
  /** Device time when it was received, ms since the epoch. */
  receivedAt: number;
}

/** Converts a server time to the device's clock. @param iso ISO 8601 */
export function onThisClock(iso: string, { at, receivedAt }: AnswerTime): string {
  return new Date(receivedAt - (Date.parse(at) - Date.parse(iso))).toISOString();
}

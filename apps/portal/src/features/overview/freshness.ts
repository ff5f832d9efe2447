/** By the clock of the server: that of a visitor's device may be wrong by hours. */
export interface AnswerTime {
  /** What it was for the server. */
  at: string;
  /** What it was here when the answer came, ms. */
  receivedAt: number;
}

/** A moment by the clock of this device. */
export function onThisClock(iso: string, { at, receivedAt }: AnswerTime): string {
  return new Date(receivedAt - (Date.parse(at) - Date.parse(iso))).toISOString();
}

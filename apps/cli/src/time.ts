/** A moment as the person's clock shows it, with the zone named: `2026-11-22 14:03 GMT+1`. */
export function localTime(iso: string): string {
  const moment = new Date(iso);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('sv-SE', options).format(moment);
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' })
    .formatToParts(moment)
    .find(({ type }) => type === 'timeZoneName')!.value;
  return `${part({ dateStyle: 'short', timeStyle: 'short' })} ${zone}`;
}

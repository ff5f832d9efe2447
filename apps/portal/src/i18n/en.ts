import { pluralIn } from '@sitecast/ui';

const plural = pluralIn('en');

/** English: complete, and the type that the other languages fill. */
export const en = {
  common: {
    retry: 'Try again',
    more: 'Show more',
    skip: 'Skip to content',
    dB: 'dB',
  },
  problems: {
    title: 'This could not be loaded',
    UNREACHABLE: 'The server does not answer. Check your connection, then try again.',
    TOO_MANY_REQUESTS: 'Too many tries. Wait a moment, then try again.',
    INTERNAL: 'Something went wrong on the server. Try again in a moment.',
    waitMinutes: (minutes: number) =>
      `Too many tries. Try again in ${plural(minutes, { one: `${minutes} minute`, other: `${minutes} minutes` })}.`,
  },
  shell: {
    portal: 'Sound levels',
    preview: 'Preview: this is what your client sees.',
    language: 'Language',
    theme: 'Appearance',
    themes: { system: 'As the device', light: 'Light', dark: 'Dark' },
    logOut: 'Log out',
    measuredBy: (firm: string) => `Measured by ${firm}`,
    home: (firm: string) => `${firm}: all locations`,
  },
  access: {
    title: 'This portal opens with a link',
    lead: 'You get it from the firm that measures for you: open the link in your e-mail, and you are in. There is nothing to register.',
    badTitle: 'This link does not work any more',
    badLead:
      'It has expired, was withdrawn, or is not complete. Ask the firm that measures for you for a new link.',
    endedTitle: 'Your access has ended',
    endedLead:
      'The link you came with was withdrawn or has expired. Ask the firm that measures for you for a new one.',
    copied: 'Is the link split over two lines in your e-mail? Copy the whole of it into the address bar.',
    password: {
      title: 'One more step',
      lead: 'This portal is protected with a password. You get it from the firm that measures for you.',
      label: 'Password',
      submit: 'Open the portal',
      wrong: 'That is not the password.',
      required: 'Enter the password.',
    },
  },
  overview: {
    lead: (count: number) =>
      plural(count, { one: `${count} measured location`, other: `${count} measured locations` }),
    search: 'Find a location',
    noneFound: (search: string) => `No location is called “${search}”.`,
    empty:
      'Nothing is measured for you yet. As soon as a meter stands at your site, its levels are shown here.',
    noLocations: 'No location has been set up in this project yet.',
    map: (project: string) => `Map of ${project}`,
    noMeter: 'No meter here at the moment',
    noValue: 'No value yet',
  },
  level: {
    leq: 'LAeq',
    leqLong: 'Average level',
    lp: 'Lp',
    lpLong: 'Level now',
    lmax: 'Lmax',
    lmaxLong: 'Loudest moment',
    percentiles: 'L1 / L10',
    percentilesLong: 'Loud moments',
    laeq15min: 'LAeq,15min',
    laeq1h: 'LAeq,1h',
    lpeak: 'Lpeak',
    limit: (limit: string) => `Limit ${limit}\u00a0dB`,
    maxLimit: (limit: string) => `Maximum ${limit}\u00a0dB`,
    noLimit: 'No limit set',
  },
  states: {
    quiet: 'Within the limit',
    ask: 'Close to the limit',
    act: 'Above the limit',
    offline: 'No connection to the meter',
    none: 'Measured',
    notJudged: 'No limit',
    missing: 'No value',
  },
  live: {
    live: 'Live',
    connecting: 'Connecting…',
    reconnecting: 'Connection lost. Reconnecting…',
    paused: 'Live paused',
    resume: 'Live paused — click to resume',
    why: 'Live values are stopped after 15 minutes, to save the meter’s mobile data.',
    stopped: 'The measurement is stopped',
    updated: (ago: string) => `Updated ${ago}`,
    lastValue: (time: string) => `Last value ${time}`,
  },
  location: {
    back: 'All locations',
    times: (zone: string) => `Times: ${zone}`,
    goneTitle: 'There is no such location',
    goneLead: 'It is no longer measured, or the address is not complete.',
    lastHour: 'The last hour',
    chart: (name: string) => `Sound level at ${name} in the last hour`,
    chartSummary: (low: string, high: string, now: string) =>
      `Between ${low} and ${high}\u00a0dB in the last hour, now ${now}\u00a0dB.`,
    chartEmpty: 'Nothing was measured in the last hour.',
    periods: 'Averages against the limits',
    period: {
      laeq15min: 'Last 15 minutes',
      laeq1h: 'Last hour',
      day: 'Day',
      evening: 'Evening',
      night: 'Night',
    },
    span: (from: string, to: string) => `${from} – ${to}`,
    coverage: (percent: string) => `${percent} measured`,
    unmeasured: 'Not measured',
    download: 'Download measurements',
    downloadLead: 'A table (CSV) of averages, for a spreadsheet.',
    downloadSpan: 'Time',
    downloadStep: 'One line for each',
    spans: { day: 'Last 24 hours', week: 'Last 7 days', month: 'Last 30 days', quarter: 'Last 90 days' },
    steps: { '1m': 'minute', '15m': '15 minutes', '1h': 'hour', '1d': 'day' },
    downloadNow: 'Download CSV',
  },
  alerts: {
    title: 'Alerts',
    none: 'There has been no alert here.',
    open: 'Now',
    above: (metric: string, threshold: string) => `${metric} above ${threshold}\u00a0dB`,
    below: (metric: string, threshold: string) => `${metric} below ${threshold}\u00a0dB`,
    unreachable: 'The meter cannot be reached',
    stopped: 'The measurement is stopped',
    clockDrift: 'The meter’s clock is wrong',
    batteryLow: 'The meter’s battery is low',
    since: (time: string) => `since ${time}`,
    peak: (level: string) => `Peak ${level}\u00a0dB`,
    more: (count: number) =>
      plural(count, { one: `and ${count} more alert`, other: `and ${count} more alerts` }),
    lasted: (duration: string) => `for ${duration}`,
  },
  duration: {
    seconds: (count: number) => `${count} s`,
    minutes: (count: number) => `${count} min`,
    hours: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
  },
  notFound: {
    title: 'This page does not exist',
    lead: 'The address may be incomplete.',
  },
};

export type Dictionary = typeof en;

import { pluralIn } from '@sitecast/ui';

const plural = pluralIn('en');

export const screen = {
  screen: {
    details: 'Screen',
    paired: 'Paired',
    platform: 'Platform',
    platforms: { browser: 'Browser', tizen: 'Samsung Tizen' },
    engine: 'Engine',
    groups: 'Groups',
    screenshot: 'Screenshot',
    screenshotEmpty: 'Ask the screen for a picture of what it shows.',
    screenshotOf: (name: string) => `What ${name} showed`,
    logLevel: 'Level',
    anyLevel: 'All levels',
    logTag: 'Tag',
    logNoMatch: 'No line matches these filters.',
    settings: 'Settings',
    name: 'Name',
    orientation: 'Orientation',
    orientations: {
      0: 'Landscape',
      90: 'Portrait, 90° clockwise',
      180: 'Landscape, upside down',
      270: 'Portrait, 270° clockwise',
    },
    saved: (name: string) => `${name} saved`,
    log: 'Log',
    logEmpty: 'What the player reports appears here.',
    levels: { debug: 'Debug', info: 'Info', warn: 'Warning', error: 'Error' },
    unpair: 'Unpair screen',
    unpairTitle: (name: string) => `Unpair ${name}?`,
    unpairLead: 'It stops showing anything of yours and shows a new code at once. Its history is kept.',
    unpaired: (name: string) => `${name} is unpaired`,
  },
  commands: {
    title: 'Commands',
    types: {
      screen_on: 'Screen on',
      screen_off: 'Screen off',
      identify: 'Identify',
      screenshot: 'Take screenshot',
      launch: 'Restart player',
      update: 'Update player',
      reboot: 'Reboot',
      shutdown: 'Shut down',
    },
    status: {
      sent: 'Sent',
      offline: 'Offline',
      queued: 'Waiting',
      done: 'Done',
      failed: 'Failed',
      unsupported: 'Not supported',
    },
    empty: 'Commands to this screen and what it answers appear here.',
    last: 'Last command',
    sent: (what: string, name: string) => `${what}: sent to ${name}`,
    offline: (what: string, name: string) => `${what}: ${name} is offline and did not get it.`,
    queued: (what: string, name: string) => `${what}: ${name} gets it on its return`,
    sentMany: (what: string, sent: number, total: number) => `${what}: sent to ${sent} of ${total} screens`,
    missed: (count: number) =>
      plural(count, { one: '1 screen is offline.', other: `${count} screens are offline.` }),
    later: (count: number) =>
      plural(count, { one: '1 screen gets it later.', other: `${count} screens get it later.` }),
    emptyGroup: 'There are no screens in this group: nothing was sent.',
    ask: {
      reboot: (name: string) => `Reboot ${name}?`,
      shutdown: (name: string) => `Shut down ${name}?`,
    },
    askMany: {
      reboot: (count: number) => `Reboot ${plural(count, { one: '1 screen', other: `${count} screens` })}?`,
      shutdown: (count: number) =>
        `Shut down ${plural(count, { one: '1 screen', other: `${count} screens` })}?`,
    },
    lead: {
      reboot: 'Nothing is shown until the machine has started again.',
      shutdown: 'Nothing is shown until somebody switches the machine on again, on site.',
    },
  },
};

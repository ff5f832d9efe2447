import type { OverlayPayload, ShowResult } from '@sitecast/api/screens/overlays/schema';
import { defineCommand, type Option } from '../command.ts';
import { watchDeliveries } from '../deliveries.ts';
import { misused, UserError } from '../errors.ts';
import { identify } from '../identity.ts';
import {
  choice,
  connectionOptions,
  flag,
  jsonOption,
  negativeFlag,
  numeric,
  optionalNumber,
  text,
  texts,
  toNumber,
} from '../options.ts';
import { resolveTarget } from '../targets.ts';
import { count } from '../text.ts';
import { DEFAULT_WAIT_SECONDS } from '../wait.ts';
import { deliveryTable, targetArgument } from './pip-results.ts';

type Position = OverlayPayload['position'];

const position: Option<Position | undefined> = {
  value: '<place>',
  summary: 'top-right, top-left, bottom-right, bottom-left, center, or x,y in percent; default: top-right',
  parse(text) {
    if (!text.includes(',')) return text as Position;
    const [x = '', y = '', ...more] = text.split(',');
    if (more.length > 0) throw misused('A place is two numbers, such as 10,80.');
    return { x: toNumber(x), y: toNumber(y) };
  },
};

/** Named as the API's fields are, so that a refused field is told by its option. */
const overlayOptions = {
  type: choice(['image', 'web', 'video'], 'What it is'),
  uri: text('<url>', 'Its http(s) address, which the device fetches'),
  template: text('<name|id>', 'A saved overlay; what is given besides takes the place of what it says'),
  set: { ...texts('<name=value>', 'A value for a placeholder of the template'), field: 'values' },
  position,
  width: numeric('<px>', 'Default: 480'),
  height: numeric('<px>', 'Default: 360'),
  duration: numeric('<seconds>', 'How long; 0, the default: until cleared'),
  title: text('<text>', 'A title bar above it'),
  titleColor: text('<#rrggbb>', 'Of the title'),
  backgroundColor: text('<#rrggbb>', 'Behind it'),
  opacity: numeric('<0–1>', 'Default: 1'),
  borderRadius: numeric('<px>', 'Default: 0'),
  closeButton: flag('With a button that a remote control can press'),
  slot: text('<name>', 'One overlay at a time in a slot; default: main'),
  priority: numeric('<n>', 'Among slots, the higher is drawn above; default: 0'),
  exclusive: flag('Hide all others meanwhile'),
  queueFor: numeric('<seconds>', 'An offline device gets it when it returns in this time; default: 0'),
  muted: negativeFlag('With the video’s sound'),
};

export const sendOverlay = defineCommand({
  name: 'pip send',
  summary: 'Show an overlay on a device or on all devices of a group',
  arguments: { target: targetArgument },
  options: {
    ...overlayOptions,
    wait: optionalNumber(
      '[seconds]',
      'Wait until every device shows it, and fail if one does not; default: 30',
    ),
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { target, wait, json, server, workspace, set, ...overlay }) {
    const connection = await connect({ server, workspace });
    const values = set && Object.fromEntries(set.map(readValue));
    const show = { deviceId: await resolveTarget(connection, target), ...overlay, values };
    if (wait === undefined) {
      const result = await connection.api.pip.show.mutate(show);
      if (json) return output.json(result);
      if (result.total > 0) deliveryTable(output, result.results);
      return output.say(summary(result));
    }
    const seconds = wait === true ? DEFAULT_WAIT_SECONDS : wait;
    // A refused token is told by an answer; the live connection would only try again.
    await identify(connection);
    // The watch begins before the overlay is sent: no report can be missed.
    using watch = await watchDeliveries(connection, seconds);
    const result = await connection.api.pip.show.mutate(show);
    output.say(summary(result));
    const results = await watch.outcomes(result);
    if (json) output.json({ ...result, results });
    else if (results.length > 0) deliveryTable(output, results);
    const missing = results.filter(({ status }) => status !== 'shown');
    if (missing.length > 0)
      throw new UserError(
        `${count(missing.length, 'device')} of ${results.length} did not show the overlay.`,
      );
  },
});

/** `level=71.5`; the value may hold further signs of equality. */
function readValue(pair: string): [name: string, value: string] {
  const at = pair.indexOf('=');
  if (at < 1) throw misused(`--set takes name=value, not “${pair}”.`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function summary({ pipId, sent, queued, total }: ShowResult): string {
  if (total === 0) return 'The group is empty: nothing was sent.';
  const later = queued > 0 ? ` ${queued} will get it on returning in time.` : '';
  return `Overlay ${pipId} sent to ${sent} of ${count(total, 'device')}.${later}`;
}

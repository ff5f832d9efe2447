import type { ShowResult } from '@sitecast/api/screens/overlays/schema';
import { defineCommand } from '../command.ts';
import { watchDeliveries } from '../deliveries.ts';
import { UserError, usageError } from '../errors.ts';
import { identify } from '../identity.ts';
import { connectionOptions, jsonOption, numeric, optionalNumber, text, texts } from '../options.ts';
import { overlayOptions } from '../overlay-options.ts';
import { resolveTarget } from '../targets.ts';
import { count } from '../text.ts';
import { DEFAULT_WAIT_SECONDS } from '../wait.ts';
import { deliveryTable, targetArgument } from './pip-results.ts';

export const sendOverlay = defineCommand({
  name: 'pip send',
  summary: 'Show an overlay on a device or on all devices of a group',
  arguments: { target: targetArgument },
  options: {
    ...overlayOptions,
    template: text('<name|id>', 'A saved overlay; the other options override what it says'),
    set: { ...texts('<name=value>', 'A value for a placeholder of the template'), field: 'values' },
    queueFor: numeric('<seconds>', 'How long an offline device still gets it when it returns; default: 0'),
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
    // An HTTP call reports a rejected token; the live connection would only keep retrying.
    await identify(connection);
    // Watching starts before the overlay is sent, so that no report is missed.
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

/** Parses `level=71.5`. The value may contain further equals signs. */
function readValue(pair: string): [name: string, value: string] {
  const at = pair.indexOf('=');
  if (at < 1) throw usageError(`--set takes name=value, not “${pair}”.`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function summary({ pipId, sent, queued, total }: ShowResult): string {
  if (total === 0) return 'The group is empty: nothing was sent.';
  const later = queued > 0 ? ` ${queued} will get it on returning in time.` : '';
  return `Overlay ${pipId} sent to ${sent} of ${count(total, 'device')}.${later}`;
}

import type { Meter, Write } from './meter.ts';
import { takeOldest } from './pending-transitions.ts';

/** The meter with its next write under way: transitions in their order, then states. Unchanged: nothing is unwritten. */
export function takeWrite(meter: Meter): Meter {
  const oldest = takeOldest(meter.pending);
  if (oldest)
    return { ...meter, pending: oldest.rest, write: { kind: 'transition', transitions: oldest.taken } };
  const { location, states } = meter;
  const unsaved = new Set(meter.unsaved);
  for (const ruleId of meter.unsaved) {
    unsaved.delete(ruleId);
    if (location === null || location === 'unknown') continue;
    const index = location.rules.findIndex(({ id }) => id === ruleId);
    const [rule, state] = [location.rules[index], states[index]];
    if (!rule || !state) continue;
    const place = { workspaceId: location.workspaceId, locationId: location.locationId, ruleId };
    const write: Write = { kind: 'state', place, rule, state };
    return { ...meter, unsaved, write };
  }
  return unsaved.size === meter.unsaved.size ? meter : { ...meter, unsaved };
}

/** The meter as if its write had not been tried. */
export function withWriteReturned(meter: Meter): Meter {
  const { write, pending, unsaved } = meter;
  if (write?.kind === 'state')
    return { ...meter, write: null, unsaved: new Set([...unsaved, write.rule.id]) };
  if (write === null) return meter;
  const returned = write.transitions.filter((one) => one !== undefined);
  return { ...meter, write: null, pending: [...returned, ...pending] };
}

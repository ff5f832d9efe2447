import { type DodChannel, type DrdChannel, type DrdLine, dodLevels, drdLevels } from './protocol.ts';

/** Formats the instrument's data lines, without CR LF: the inverse of the parsers in `protocol.ts`. */

export function formatDod(channels: DodChannel[]): string {
  return channels.flatMap((channel) => fieldsOf(channel, dodLevels)).join(',');
}

export function formatDrd({ counter, channels }: DrdLine): string {
  return [String(counter).padStart(3), ...channels.flatMap((channel) => fieldsOf(channel, drdLevels))].join(
    ',',
  );
}

/** @param wallClock local time, as ms since the epoch as if it were UTC */
export function formatClock(wallClock: number): string {
  return new Date(wallClock).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}

function fieldsOf<Name extends string>(
  channel: Record<Name | 'over' | 'under', number | boolean | null>,
  levels: readonly Name[],
): string[] {
  return [
    ...levels.map((name) => formatLevel(channel[name] as number | null)),
    ...(['over', 'under'] as const).map((name) => (channel[name] === null ? '-' : channel[name] ? '1' : '0')),
  ];
}

function formatLevel(level: number | null): string {
  return (level === null ? '-.-' : level.toFixed(1)).padStart(5);
}

/** A channel of an instrument that isn't measuring, with only Lp; with `lp` null, a channel that is off. */
export function idleDodChannel(lp: number | null): DodChannel {
  return idleChannel(dodLevels, lp);
}

export function idleDrdChannel(lp: number | null): DrdChannel {
  return idleChannel(drdLevels, lp);
}

function idleChannel<Name extends string>(names: readonly Name[], lp: number | null) {
  const levels = Object.fromEntries(names.map((name) => [name, null])) as Record<Name, null>;
  const flag = lp === null ? null : false;
  return { ...levels, lp, over: flag, under: flag };
}

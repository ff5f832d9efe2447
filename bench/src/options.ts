import { parseArgs } from 'node:util';

/** Reads `--name value` options that are all whole numbers ≥ 1; throws for one that is unknown or is not. */
export function readNumbers<Name extends string>(
  args: string[],
  defaults: Record<Name, number>,
): Record<Name, number> {
  const names = Object.keys(defaults) as Name[];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args, options });
  const numbers = { ...defaults };
  for (const name of names) {
    const text = values[name];
    if (text === undefined) continue;
    if (!/^[1-9]\d*$/.test(String(text))) throw new Error(`--${name} takes a whole number, not "${text}"`);
    numbers[name] = Number(text);
  }
  return numbers;
}

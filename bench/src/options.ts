import { parseArgs } from 'node:util';

/** Parses `--name value` options, all of which are positive integers. @throws Error for an unknown or invalid option */
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
    if (!/^[1-9]\d*$/.test(String(text)))
      throw new Error(`--${name} must be a positive integer, not "${text}"`);
    numbers[name] = Number(text);
  }
  return numbers;
}

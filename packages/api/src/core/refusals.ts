import { config, type z } from 'zod';

/**
 * What is said of a refused value, unless its schema says it better: what to do, in a few words.
 * Stands behind the name of the field (`expires_in_days: Give at least 1`).
 */
function refusal(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'Fill this in' : `Give ${described(issue.expected)}`;
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'Fill this in';
      return bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'invalid_value':
      return `Give ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formats[issue.format];
    default:
      return undefined;
  }
}

const formats: Record<string, string> = {
  uuid: 'Give an id: 36 characters, such as 0197b9b0-3f6c-7d43-9d1f-6f2f0c2c3a11',
  datetime: 'Give a time as ISO 8601 has it, such as 2026-01-31T08:30:00Z',
  email: 'Enter an e-mail address',
  url: 'Give a full address that starts with http:// or https://',
};

const units: Record<string, string> = { string: ' characters', array: ' entries', set: ' entries' };

function bound(origin: string, relation: string, limit: number | bigint): string {
  return `Give ${relation} ${limit}${units[origin] ?? ''}`;
}

const names: Record<string, string> = { int: 'a whole number', object: 'an object', array: 'a list' };

function described(expected: string): string {
  return names[expected] ?? `a ${expected}`;
}

config({ customError: refusal });

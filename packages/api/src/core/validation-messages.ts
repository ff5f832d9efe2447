import { config, type z } from 'zod';

/**
 * The message for a rejected value whose schema gives none of its own: what the value must be, in a few words.
 * It follows the field's name (`expires_in_days: Must be at least 1`).
 */
function messageFor(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'Required' : `Must be ${described(issue.expected)}`;
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'Required';
      return bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'invalid_value':
      return `Must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formats[issue.format];
    default:
      return undefined;
  }
}

const formats: Record<string, string> = {
  uuid: 'Must be a UUID, such as 0197b9b0-3f6c-7d43-9d1f-6f2f0c2c3a11',
  datetime: 'Must be an ISO 8601 time, such as 2026-01-31T08:30:00Z',
  email: 'Must be an e-mail address',
  url: 'Must be a full URL starting with http:// or https://',
};

function bound(origin: string, relation: string, limit: number | bigint): string {
  if (origin === 'array' || origin === 'set') return `Must have ${relation} ${limit} entries`;
  return `Must be ${relation} ${limit}${origin === 'string' ? ' characters' : ''}`;
}

const names: Record<string, string> = { int: 'a whole number', object: 'an object', array: 'an array' };

function described(expected: string): string {
  return names[expected] ?? `a ${expected}`;
}

config({ customError: messageFor });

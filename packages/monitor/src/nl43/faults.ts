/** What can be wrong with an instrument, all of it met on real ones. */
export const faults = {
  slow: 'answers after 2.5 s, just in time',
  silent: 'never answers',
  garbage: 'sends a line of noise before each answer',
  'half-lines': 'sends its answers in pieces',
  prompt: 'glues its ready prompt $ to the next answer',
  busy: 'answers R+0004 to everything',
  drop: 'breaks the connection off in the middle of every third answer',
  wedge: 'refuses connections, while it measures on',
  'second-refused': 'refuses a second connection while there is one, instead of letting it wait',
  'clock-drift': 'has a clock that is 95 s fast',
} as const;
export type Fault = keyof typeof faults;

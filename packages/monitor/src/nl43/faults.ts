/** Faults to simulate, all seen on real instruments. */
export const faults = {
  slow: 'answers after 2.5 s, just in time',
  silent: 'never answers',
  garbage: 'sends a line of noise before each answer',
  'half-lines': 'sends its answers in small chunks',
  prompt: 'puts its ready prompt $ in front of the next answer',
  busy: 'answers R+0004 to everything',
  drop: 'drops the connection in the middle of every third answer',
  wedge: 'refuses connections but keeps measuring',
  'second-refused': 'refuses a second connection instead of queueing it',
  'clock-drift': 'has a clock that is 95 s fast',
} as const;
export type Fault = keyof typeof faults;

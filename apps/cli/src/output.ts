import pc from 'picocolors';
import { type Cell, type Column, detailLines, type Paint, tableLines } from './table.ts';
import { printable, printableJson, separate, truncate } from './text.ts';

/** Data goes to stdout, words go to stderr: a pipe gets only what was asked for. */
export interface Output {
  /** The data as the REST API writes it, with snake_case names. */
  json(value: unknown): void;
  /** The same, on one line: for values that follow each other. */
  jsonLine(value: unknown): void;
  /**
   * A line that takes the place of the one before, in a terminal; a line of its own elsewhere.
   * @param line made to fit so many columns, or any number of them
   */
  redraw(line: (columns: number) => string): void;
  /** One value alone, for a pipe. */
  line(text: string): void;
  table<Row>(columns: Column<Row>[], rows: Row[]): void;
  details(details: [label: string, value: Cell | null][]): void;
  /** One line of words. */
  say(line: string): void;
  /** How far something has come: in a terminal, until the next words or data; elsewhere nothing. */
  progress(line: string): void;
  /** What went wrong, a line each. */
  error(...lines: string[]): void;
}

interface Streams {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
}

export function createOutput({ stdout, stderr }: Streams, color: boolean): Output {
  const paint = painter(color && stdout.isTTY === true);
  const { red } = pc.createColors(color && stderr.isTTY === true);
  // A pipe takes lines of any length, and so does a terminal that doesn't know its size.
  const columns = () => (stdout.isTTY && stdout.columns > 0 ? stdout.columns : Number.POSITIVE_INFINITY);
  // What is said after a line that is drawn again and again stands below it.
  let isDrawn = false;
  let hasProgress = false;
  const endDrawing = () => {
    if (isDrawn) stdout.write('\n');
    if (hasProgress) stderr.write('\r\u001b[K');
    isDrawn = false;
    hasProgress = false;
  };
  process.once('exit', endDrawing);
  const write = (stream: NodeJS.WriteStream, lines: string[]) => {
    endDrawing();
    stream.write(lines.map((line) => `${line}\n`).join(''));
  };
  return {
    json: (value) => write(stdout, [printableJson(toSnakeCase(value))]),
    jsonLine: (value) => write(stdout, [printableJson(toSnakeCase(value), 0)]),
    redraw(line) {
      const width = columns();
      if (width === Number.POSITIVE_INFINITY) return void write(stdout, [printable(line(width))]);
      stdout.write(`\r${truncate(printable(line(width - 1)), width - 1)}\u001b[K`);
      isDrawn = true;
    },
    line: (text) => write(stdout, [printable(text)]),
    table: (head, rows) => write(stdout, tableLines(head, rows, columns(), paint)),
    details: (details) => write(stdout, detailLines(details, paint)),
    say: (line) => write(stderr, [printable(line)]),
    progress(line) {
      if (stderr.isTTY !== true) return;
      const width = stderr.columns > 0 ? stderr.columns - 1 : 79;
      stderr.write(`\r${truncate(printable(line), width)}\u001b[K`);
      hasProgress = true;
    },
    error: (first, ...more) =>
      write(stderr, [
        `${red('error:')} ${printable(first ?? '')}`,
        ...more.map((line) => `  ${printable(line)}`),
      ]),
  };
}

function painter(enabled: boolean): Paint {
  const { green, red, dim, bold } = pc.createColors(enabled);
  const tones = { good: green, bad: red, quiet: dim, heading: bold };
  return (text, tone) => tones[tone](text);
}

/** Names only: what stands in the values is data. */
function toSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSnakeCase);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [separate(name, '_'), toSnakeCase(inner)]),
  );
}

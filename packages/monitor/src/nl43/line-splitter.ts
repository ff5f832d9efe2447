/** More than twice the longest real line, the 64 fields of `DOD?`. Longer lines are noise and are dropped. */
const MAX_LINE_LENGTH = 1_024;

export interface LineSplitter {
  /** Adds received bytes and returns the lines completed by them, in order. */
  push(chunk: Uint8Array): string[];
}

/**
 * Splits the instrument's output into lines, which end with CR LF and may arrive in chunks. Strips the ready prompt `$`,
 * on its own or in front of a line, and drops empty lines, control characters and overlong lines.
 */
export function createLineSplitter(): LineSplitter {
  let partial = '';
  let tooLong = false;

  return {
    push(chunk) {
      const [first = '', ...rest] = Buffer.from(chunk).toString('latin1').split('\n');
      const pieces = [partial + first, ...rest];
      partial = pieces.pop()!;
      const lines: string[] = [];
      for (const piece of pieces) {
        if (!tooLong && piece.length <= MAX_LINE_LENGTH) {
          const line = clean(piece);
          if (line !== '') lines.push(line);
        }
        tooLong = false;
      }
      if (partial.length > MAX_LINE_LENGTH) tooLong = true;
      if (tooLong) partial = '';
      return lines;
    },
  };
}

function clean(piece: string): string {
  return piece
    .replace(/\p{Cc}/gu, '')
    .replace(/^[\s$]*\$/, '')
    .trimEnd();
}

/** More than twice the longest line, `DOD?`'s 64 fields. What is longer is noise and is not kept. */
const MAX_LINE = 1_024;

export interface LineSplitter {
  /** Takes what the socket brought and returns the lines that are complete now, in order. */
  push(chunk: Uint8Array): string[];
}

/**
 * Cuts what comes from the instrument into lines: they end with CR LF and may come in pieces. The ready prompt `$`, which
 * stands alone or is glued to the next line, is taken off, empty lines and control characters too. A line that is longer
 * than any real one is dropped to its end.
 */
export function createLineSplitter(): LineSplitter {
  let half = '';
  let tooLong = false;

  return {
    push(chunk) {
      const [first = '', ...rest] = Buffer.from(chunk).toString('latin1').split('\n');
      const pieces = [half + first, ...rest];
      half = pieces.pop()!;
      const lines: string[] = [];
      for (const piece of pieces) {
        if (!tooLong && piece.length <= MAX_LINE) {
          const line = clean(piece);
          if (line !== '') lines.push(line);
        }
        tooLong = false;
      }
      if (half.length > MAX_LINE) tooLong = true;
      if (tooLong) half = '';
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

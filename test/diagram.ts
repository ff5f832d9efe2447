/** The diagram of imports in `docs/ARCHITECTURE.md`. */
export interface Diagram {
  /** What each name may use at run time. */
  uses: Record<string, string[]>;
  /** The areas of the API in their order; several of one rank are parted by commas. */
  areas: string[][];
}

/**
 * Reads `a b ─→ c d`, several of them on a line with three spaces in between, and the line `core ← mail, files ← …`.
 * `┄types only┄→` is for the reader: types may come from any package.
 */
export function readDiagram(text: string): Diagram {
  const block = text.split('```').find((part, index) => index % 2 === 1 && part.includes(' ← ')) ?? '';
  const uses: Record<string, string[]> = {};
  let areas: string[][] = [];
  for (const line of block.split('\n')) {
    if (line.includes(' ← ')) {
      areas = line.split(' ← ').map((names) => names.trim().split(', '));
      continue;
    }
    for (const part of line.split(/ {3,}/)) {
      const [users, used] = part.replace(/┄types only┄→.*/, '').split(' ─→ ');
      if (used === undefined) continue;
      const targets = used.trim() === 'nothing of ours' ? [] : namesIn(used);
      for (const user of namesIn(users!)) uses[user] = [...(uses[user] ?? []), ...targets];
    }
  }
  return { uses, areas };
}

function namesIn(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

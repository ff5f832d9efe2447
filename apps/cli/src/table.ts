import { displayWidth, printable, truncate } from './text.ts';

/** The style of a cell if colours are enabled. */
type CellTone = 'good' | 'bad' | 'quiet' | 'heading';
export type Paint = (text: string, tone: CellTone) => string;

export type Cell = string | { text: string; tone: CellTone };

export interface Column<Row> {
  title: string;
  cell(row: Row): Cell;
  /** Never truncated, like IDs, which users copy. */
  whole?: boolean;
}

const GAP = 2;
const MIN_WIDTH = 6;

/** The lines of a table, truncated to `width` terminal columns if possible. */
export function tableLines<Row>(columns: Column<Row>[], rows: Row[], width: number, paint: Paint): string[] {
  const heading = columns.map(({ title }): Cell => ({ text: title, tone: 'heading' }));
  const grid = [heading, ...rows.map((row) => columns.map(({ cell }) => cell(row)))].map((cells) =>
    cells.map((cell) => (typeof cell === 'string' ? { text: cell, tone: null } : cell)),
  );
  const texts = grid.map((cells) => cells.map(({ text }) => printable(text)));
  const widths = fit(
    columns.map((_, n) => Math.max(...texts.map((cells) => displayWidth(cells[n]!)))),
    columns.map(({ whole }) => whole === true),
    width,
  );
  return grid.map((cells, row) =>
    cells
      .map(({ tone }, n) => {
        const text = truncate(texts[row]![n]!, widths[n]!);
        const padding = n === cells.length - 1 ? '' : ' '.repeat(widths[n]! - displayWidth(text) + GAP);
        return (tone ? paint(text, tone) : text) + padding;
      })
      .join('')
      .trimEnd(),
  );
}

/** Shrinks the widest column that may be truncated until the table fits or no column can shrink. */
function fit(natural: number[], whole: boolean[], available: number): number[] {
  const widths = [...natural];
  const total = () => widths.reduce((sum, width) => sum + width, GAP * (widths.length - 1));
  while (total() > available) {
    let widest = -1;
    for (const [n, width] of widths.entries())
      if (!whole[n] && width > MIN_WIDTH && width > (widths[widest] ?? 0)) widest = n;
    if (widest === -1) break;
    widths[widest]!--;
  }
  return widths;
}

/** Lines of label and value; entries with a null value are omitted. */
export function detailLines(details: [label: string, value: Cell | null][], paint: Paint): string[] {
  const shown = details.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
  const width = Math.max(...shown.map(({ label }) => label.length)) + GAP;
  return shown.map(({ label, value }) => {
    const { text, tone } = typeof value === 'string' ? { text: value, tone: null } : value;
    return (
      paint(label, 'heading') +
      ' '.repeat(width - label.length) +
      (tone ? paint(printable(text), tone) : printable(text))
    );
  });
}

import { displayWidth, printable, truncate } from './text.ts';

/** How a cell is painted where there are colours. */
type Tone = 'good' | 'bad' | 'quiet' | 'heading';
export type Paint = (text: string, tone: Tone) => string;

export type Cell = string | { text: string; tone: Tone };

export interface Column<Row> {
  title: string;
  cell(row: Row): Cell;
  /** Never cut: an id is there to be copied. */
  whole?: boolean;
}

const GAP = 2;
const NARROWEST = 6;

/** The table's lines, cut to `width` columns where that can be done. */
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

/** Takes from the widest column that may be cut until the table fits, or none can give any more. */
function fit(natural: number[], whole: boolean[], available: number): number[] {
  const widths = [...natural];
  const total = () => widths.reduce((sum, width) => sum + width, GAP * (widths.length - 1));
  while (total() > available) {
    let widest = -1;
    for (const [n, width] of widths.entries())
      if (!whole[n] && width > NARROWEST && width > (widths[widest] ?? 0)) widest = n;
    if (widest === -1) break;
    widths[widest]!--;
  }
  return widths;
}

/** A label and a value on each line; a value of null is left out. */
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

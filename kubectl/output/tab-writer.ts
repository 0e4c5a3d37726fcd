/** Spaces between a column's longest cell and the next column. */
const padding = 2;

/**
 * Lays out text with tabs as Go's text/tabwriter does for kubectl describe: a cell ends at a tab, and a column is as wide as the longest
 * of its cells in neighbouring lines. What stands behind a line's last tab is no cell.
 */
export function tabWrite(text: string): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths = lines.map((): number[] => []);
  setWidths(lines, widths, 0, 0, lines.length);
  return lines
    .map((cells, at) =>
      cells.map((cell, column) => (column === cells.length - 1 ? cell : pad(cell, widths[at]?.[column] ?? 0))).join(''),
    )
    .join('\n');
}

/** Finds the blocks of neighbouring lines that have a cell in `column`, and in each block those of the next column. */
function setWidths(
  lines: readonly (readonly string[])[],
  widths: readonly number[][],
  column: number,
  from: number,
  to: number,
): void {
  for (let start = from; start < to; start += 1) {
    if (!hasCell(lines[start], column)) continue;
    let end = start;
    let width = 0;
    for (; end < to && hasCell(lines[end], column); end += 1)
      width = Math.max(width, [...(lines[end]?.[column] ?? '')].length + padding);
    for (let at = start; at < end; at += 1) widths[at]?.push(width);
    setWidths(lines, widths, column + 1, start, end);
    start = end;
  }
}

function hasCell(line: readonly string[] | undefined, column: number): boolean {
  return line !== undefined && column < line.length - 1;
}

/** A cell filled up with spaces to its column's width, counted in characters as tabwriter does. */
export function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - [...cell].length));
}

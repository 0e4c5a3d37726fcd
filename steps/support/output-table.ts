import { matchesWildcard } from '../../kubectl/wildcard.ts';

/** One line of a table that kubectl printed, by column header. */
export type OutputRow = Readonly<Record<string, string>>;

/** Reads a table as kubectl prints it: columns begin where their headers begin; headers may hold single spaces. */
export function parseTable(text: string): readonly OutputRow[] {
  const [header = '', ...lines] = text.replace(/\n+$/, '').split('\n');
  const columns = [...header.matchAll(/\S+(?: \S+)*/g)].map((match) => ({ name: match[0], from: match.index }));
  return lines.filter((line) => line !== '').map((line) => rowOf(line, columns));
}

function rowOf(line: string, columns: readonly { readonly name: string; readonly from: number }[]): OutputRow {
  const cells = columns.map(({ name, from }, index) => [name, line.slice(from, columns[index + 1]?.from).trim()]);
  return Object.fromEntries(cells) as OutputRow;
}

/** Whether a printed row has what an expected one says. Cells may hold `*` for anything; columns that are not named do not count. */
export function rowMatches(row: OutputRow, expected: OutputRow): boolean {
  return Object.entries(expected).every(([name, cell]) => matchesWildcard(row[name] ?? '', cell));
}

/** Pairs every expected row with one printed row of its own; what is left over on either side. */
export function compareRows(
  printed: readonly OutputRow[],
  expected: readonly OutputRow[],
): { readonly missing: readonly OutputRow[]; readonly surplus: readonly OutputRow[] } {
  const surplus = [...printed];
  const missing: OutputRow[] = [];
  for (const row of expected) {
    const at = surplus.findIndex((candidate) => rowMatches(candidate, row));
    if (at < 0) missing.push(row);
    else surplus.splice(at, 1);
  }
  return { missing, surplus };
}

export function showRow(row: OutputRow): string {
  return Object.entries(row)
    .map(([name, cell]) => `${name} ${cell}`)
    .join(', ');
}

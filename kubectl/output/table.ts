import { pad } from './tab-writer.ts';

/** One column of a table, as the API server's Table has it. */
export interface TableColumn {
  readonly name: string;
}

/** One row: cells by column, and what the object's labels and namespace add. */
export interface TableRow {
  readonly cells: readonly unknown[];
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface TableOptions {
  readonly noHeaders?: boolean;
  /** A NAMESPACE column first (`-A`). */
  readonly withNamespace?: boolean;
  /** A LABELS column last (`--show-labels`). */
  readonly showLabels?: boolean;
  /** One column for each of these labels (`-L`). */
  readonly columnLabels?: readonly string[];
  /** Put before each name, with a slash: `pod`, `deployment.apps` (several types, or `--show-kind`). */
  readonly kind?: string;
}

const minWidth = 6;
const padding = 3;

/**
 * Rows of cells under each other as kubectl's tabwriter lays them out: every column but the last padded to its longest
 * cell plus three spaces, at least six. Each line ends with a newline.
 */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? minWidth, [...cell].length + padding);
  return rows
    .map(
      (row) =>
        `${row.map((cell, at) => (at === row.length - 1 ? cell : pad(cell, widths[at] ?? minWidth))).join('')}\n`,
    )
    .join('');
}

/** A cell on one line: cut at the first line break, escape sequences made visible. */
export function formatCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const end = text.search(/[\f\n\r]/);
  const line = end === -1 ? text : `${text.slice(0, end)}...`;
  return line.replaceAll('\u001b', '^[');
}

/** `a=b,c=d` sorted as these words (labels.FormatLabels), `<none>` without labels. */
export function formatLabels(labels: Readonly<Record<string, string>> | undefined): string {
  const pairs = Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .sort();
  return pairs.length === 0 ? '<none>' : pairs.join(',');
}

/** One table as kubectl get prints it; without rows nothing at all. */
export function printTable(
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  options: TableOptions = {},
): string {
  if (rows.length === 0) return '';
  const body = rows.map((row) => rowCells(columns, row, options));
  return alignColumns(options.noHeaders === true ? body : [headerCells(columns, options), ...body]);
}

/** Several tables (`kubectl get all`) with a blank line between them; empty ones leave no trace. */
export function printTables(tables: readonly string[]): string {
  return tables.filter((table) => table !== '').join('\n');
}

function headerCells(columns: readonly TableColumn[], options: TableOptions): string[] {
  const names = columns.map(({ name }) => name.toUpperCase());
  const labelNames = (options.columnLabels ?? []).map((label) => (label.split('/').at(-1) ?? label).toUpperCase());
  return [
    ...(options.withNamespace === true ? ['NAMESPACE'] : []),
    ...names,
    ...labelNames,
    ...(options.showLabels === true ? ['LABELS'] : []),
  ];
}

function rowCells(columns: readonly TableColumn[], row: TableRow, options: TableOptions): string[] {
  const cells = columns.map((_, at) => formatCell(row.cells[at]));
  const [name = '', ...rest] = cells;
  const named = options.kind === undefined ? name : `${options.kind}/${name}`;
  const labelCells = (options.columnLabels ?? []).map((label) => formatCell(ownLabel(row, label)));
  return [
    ...(options.withNamespace === true ? [row.namespace ?? ''] : []),
    ...(columns.length === 0 ? [] : [named, ...rest]),
    ...labelCells,
    ...(options.showLabels === true ? [formatLabels(row.labels)] : []),
  ];
}

function ownLabel(row: TableRow, label: string): string {
  return row.labels !== undefined && Object.hasOwn(row.labels, label) ? (row.labels[label] ?? '') : '';
}

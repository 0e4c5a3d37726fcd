import { apiVersionOf, type Kind, kindId, type Table } from '../../../engine/index.ts';
import type { Invocation } from '../../invocation.ts';
import { JsonPathError } from '../../output/jsonpath.ts';
import { sortBy } from '../../output/sort-by.ts';
import { printTable, printTables } from '../../output/table.ts';
import { typeName } from '../../resources.ts';
import type { TableAnswer } from './fetch.ts';

/** Prints answers for people: one table for each run of answers of the same kind, a blank line between them. */
export function printAnswers(invocation: Invocation, answers: readonly TableAnswer[]): string {
  const [first] = answers;
  const several = answers.some(({ kind }) => first !== undefined && !isSameKind(kind, first.kind));
  const texts = joinSameKinds(answers).map((answer) => tableText(invocation, answer, several));
  return invocation.bool('no-headers') ? texts.join('') : printTables(texts);
}

/** Answers of one kind behind each other (`get pod a b`) share a header and widths. */
function joinSameKinds(answers: readonly TableAnswer[]): readonly TableAnswer[] {
  const joined: TableAnswer[] = [];
  for (const answer of answers) {
    const last = joined.at(-1);
    if (last === undefined || !isSameKind(last.kind, answer.kind)) joined.push(answer);
    else joined[joined.length - 1] = { kind: last.kind, table: withRows(last.table, answer.table.rows) };
  }
  return joined;
}

/** Two versions of a kind are printed as two kinds are. */
function isSameKind(a: Kind, b: Kind): boolean {
  return kindId(a) === kindId(b) && apiVersionOf(a) === apiVersionOf(b);
}

function withRows(table: Table, rows: Table['rows']): Table {
  return { ...table, rows: [...table.rows, ...rows] };
}

/** One table as the flags want it. */
export function tableText(invocation: Invocation, { kind, table }: TableAnswer, withKind: boolean): string {
  const wide = invocation.string('output') === 'wide';
  const shown = table.columnDefinitions
    .map((column, at) => ({ column, at }))
    .filter(({ column }) => wide || column.priority === 0);
  const rows = sortedRows(invocation, table.rows).map(({ cells, object }) => ({
    cells: shown.map(({ at }) => cells[at]),
    namespace: object.metadata.namespace ?? '',
    ...(object.metadata.labels === undefined ? {} : { labels: object.metadata.labels }),
  }));
  return printTable(
    shown.map(({ column }) => ({ name: column.name })),
    rows,
    {
      noHeaders: invocation.bool('no-headers'),
      withNamespace: invocation.bool('all-namespaces') && kind.scope === 'Namespaced',
      showLabels: invocation.bool('show-labels'),
      columnLabels: invocation.list('label-columns'),
      ...(withKind || invocation.bool('show-kind') ? { kind: typeName(kind) } : {}),
    },
  );
}

/** The rows by `--sort-by`. kubectl swallows what its sorting printer refuses, and has then printed nothing of the table. */
function sortedRows(invocation: Invocation, rows: Table['rows']): Table['rows'] {
  const field = invocation.string('sort-by') ?? '';
  if (field === '') return rows;
  if (rows.length < 2) return rows;
  try {
    const { sorted, fieldFound } = sortBy(rows, field, ({ object }) => object, '[][][]reflect.Value');
    return fieldFound ? sorted : [];
  } catch (error) {
    if (error instanceof JsonPathError) return [];
    throw error;
  }
}

import type { KubeObject, TableRow } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import type { Invocation } from '../../invocation.ts';
import { type ObjectPrinter, outputFormat } from '../../object-output.ts';
import { compactJson } from '../../output/json.ts';
import { printYaml } from '../../output/yaml.ts';
import { fetchObjects, fetchTables, localTables, type Request, type TableAnswer } from './fetch.ts';
import { tableText } from './tables.ts';

/** What a watch looks at, and how it shows what it sees. */
export interface WatchStream<T> {
  /** What is there now; undefined when the API does not say. */
  fetch(): readonly T[] | undefined;
  keyOf(item: T): string;
  /** Whether nothing has changed between two looks. */
  isSame(before: T, now: T): boolean;
  /** `event` shows with `--output-watch-events`. */
  print(items: readonly T[], event: string): void;
}

/** Rows of tables: the first come with the header; kubectl keeps their widths, as far as later rows fit. */
export function tableStream(
  invocation: Invocation,
  environment: KubectlEnvironment,
  requests: readonly Request[],
): WatchStream<TableRow> {
  let answer: TableAnswer | undefined;
  return {
    fetch: () => {
      const isLocal = !invocation.bool('server-print', true);
      const answers = isLocal
        ? localTables(invocation, requests, environment.nowMs())
        : fetchTables(invocation, requests);
      [answer] = answers;
      return answer === undefined ? undefined : answers.flatMap(({ table }) => table.rows);
    },
    keyOf: ({ object }) => keyOf(object),
    isSame: (before, now) => before.object === now.object,
    print: (rows, event) => {
      if (answer !== undefined) printRows(invocation, answer, rows, event);
    },
  };
}

function printRows(invocation: Invocation, answer: TableAnswer, rows: readonly TableRow[], event: string): void {
  if (rows.length === 0) return;
  const headed = invocation.stdout !== '';
  const withEvent = invocation.bool('output-watch-events');
  const table = withEvent
    ? {
        ...answer.table,
        columnDefinitions: [
          { name: 'Event', type: 'string', format: '', description: '', priority: 0 },
          ...answer.table.columnDefinitions,
        ],
        rows: rows.map((row) => ({ ...row, cells: [event, ...row.cells] })),
      }
    : { ...answer.table, rows };
  const text = tableText(invocation, { kind: answer.kind, table }, false);
  const skip = headed && !invocation.bool('no-headers') ? 1 : 0;
  invocation.out(text.split('\n').slice(skip).join('\n'));
}

/** Whole objects, as `-o` asks for them. */
export function objectStream(
  invocation: Invocation,
  requests: readonly Request[],
  print: ObjectPrinter,
): WatchStream<KubeObject> {
  const { format } = outputFormat(invocation);
  const shown = shownEvent(invocation, format, print);
  return {
    fetch: () => fetchObjects(invocation, requests),
    keyOf,
    isSame: (before, now) => before.metadata.resourceVersion === now.metadata.resourceVersion,
    print: (objects, event) => {
      if (format.startsWith('custom-columns')) return printColumns(invocation, print, objects, event);
      for (const object of objects) {
        if (format === 'yaml') invocation.startDocument();
        invocation.out(shown(object, event));
      }
    },
  };
}

/** What is printed of an event: its object, or with `--output-watch-events` its type, too; names are the object's either way. */
function shownEvent(invocation: Invocation, format: string, print: ObjectPrinter) {
  return (object: KubeObject, type: string): string => {
    if (!invocation.bool('output-watch-events') || format === 'name') return print(object);
    const event = { type, object };
    if (format === 'json') return `${compactJson(event)}\n`;
    return format === 'yaml' ? printYaml(event) : print(event);
  };
}

/** One header for all; the widths are those of what is printed at once. */
function printColumns(
  invocation: Invocation,
  print: ObjectPrinter,
  objects: readonly KubeObject[],
  type: string,
): void {
  if (objects.length === 0) return;
  const events = invocation.bool('output-watch-events') ? objects.map((object) => ({ type, object })) : objects;
  const headed = invocation.stdout !== '' && !invocation.bool('no-headers');
  const lines = print({ items: events }).split('\n');
  invocation.out(lines.slice(headed ? 1 : 0).join('\n'));
}

function keyOf({ metadata: { uid, namespace = '', name } }: KubeObject): string {
  return uid ?? `${namespace}/${name}`;
}

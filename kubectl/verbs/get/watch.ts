import type { TableRow } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { fetchTables, localTables, type Request, type TableAnswer } from './fetch.ts';
import { ENDLESS_WAIT_MS, requestTimeoutMs } from '../../waiting.ts';
import { tableText } from './tables.ts';

/** Who watches presses Ctrl-C when nothing has changed for so long. */
const QUIET_MS = 60_000;

/**
 * `-w`: rows now and then every change, for as long as `--request-timeout` says. Nobody can press Ctrl-C here, so a watch without an end is
 * left when nothing changes any more, and says so.
 */
export function watchTable(
  invocation: Invocation,
  environment: KubectlEnvironment,
  requests: readonly Request[],
): number {
  const [request, second] = requests;
  if (second !== undefined || request === undefined)
    throw new KubectlError('you may only specify a single resource type');
  const fetch = (): TableAnswer | undefined => answerTo(invocation, environment, request);
  const start = fetch();
  if (start === undefined) return 1;
  if (!invocation.bool('watch-only')) printRows(invocation, start, start.table.rows, 'ADDED');
  const timeoutMs = requestTimeoutMs(invocation);
  const seen = new Map(start.table.rows.map((row) => [keyOfRow(row), row]));
  const changes = (): boolean => printChanges(invocation, fetch, seen);
  if (timeoutMs === undefined) watchUntilQuiet(invocation, environment, changes);
  else
    environment.waitUntil(() => {
      changes();
      return false;
    }, timeoutMs);
  return 0;
}

function watchUntilQuiet(invocation: Invocation, environment: KubectlEnvironment, changes: () => boolean): void {
  const endMs = environment.nowMs() + ENDLESS_WAIT_MS;
  let isChanging = true;
  while (isChanging && environment.nowMs() < endMs) isChanging = environment.waitUntil(changes, QUIET_MS);
  const when = isChanging ? '10m0s' : '1m0s without a change';
  invocation.errLine(
    `stopped watching after ${when}: there is no Ctrl-C here; --request-timeout says how long to watch`,
  );
}

function answerTo(invocation: Invocation, environment: KubectlEnvironment, request: Request): TableAnswer | undefined {
  const isLocal = !invocation.bool('server-print', true);
  return (isLocal ? localTables(invocation, [request], environment.nowMs()) : fetchTables(invocation, [request]))[0];
}

/** Prints what has changed since the last look and remembers it; whether anything has. */
function printChanges(
  invocation: Invocation,
  fetch: () => TableAnswer | undefined,
  seen: Map<string, TableRow>,
): boolean {
  const now = fetch();
  if (now === undefined) return false;
  let hasChanged = false;
  const keys = new Set(now.table.rows.map(keyOfRow));
  for (const [key, row] of seen)
    if (!keys.has(key)) {
      seen.delete(key);
      hasChanged = true;
      printRows(invocation, now, [row], 'DELETED');
    }
  for (const row of now.table.rows) {
    const before = seen.get(keyOfRow(row));
    if (before?.object === row.object) continue;
    seen.set(keyOfRow(row), row);
    hasChanged = true;
    printRows(invocation, now, [row], before === undefined ? 'ADDED' : 'MODIFIED');
  }
  return hasChanged;
}

function keyOfRow({ object }: TableRow): string {
  return object.metadata.uid ?? `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

/** The first rows come with the header; kubectl keeps their widths, as far as later rows fit. */
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
  const lines = text.split('\n');
  const skip = headed && !invocation.bool('no-headers') ? 1 : 0;
  invocation.out(lines.slice(skip).join('\n'));
}

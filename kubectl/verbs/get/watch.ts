import { isObject } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { hasFiles, readFiles } from '../../manifest-files.ts';
import type { ObjectPrinter } from '../../object-output.ts';
import { liveObject } from '../../resources.ts';
import { ENDLESS_WAIT_MS, requestTimeoutMs } from '../../waiting.ts';
import type { Request } from './fetch.ts';
import { objectStream, tableStream, type WatchStream } from './watch-streams.ts';

/** Who watches presses Ctrl-C when nothing has changed for so long. */
const QUIET_MS = 60_000;

/**
 * `-w`: what is there now and then every change, for as long as `--request-timeout` says (GetOptions.watch, v1.25). Nobody can press
 * Ctrl-C here, so a watch without an end is left when nothing changes any more, and says so.
 * @param print how `-o` shows an object; undefined: tables
 */
export function watch(
  invocation: Invocation,
  environment: KubectlEnvironment,
  requests: readonly Request[],
  print: ObjectPrinter | undefined,
): number {
  if ((invocation.string('sort-by') ?? '') !== '')
    invocation.errLine('warning: --watch or --watch-only requested, --sort-by will be ignored');
  refuseLists(invocation, environment, requests);
  refuseTypes(invocation, requests);
  const isSeveral = requests.length > 1;
  return print === undefined
    ? follow(invocation, environment, tableStream(invocation, environment, requests), isSeveral)
    : follow(invocation, environment, objectStream(invocation, requests, print), isSeveral);
}

/** One type is watched, or objects that are all there and of one kind. */
function refuseTypes({ args, client }: Invocation, requests: readonly Request[]): void {
  const [first] = requests;
  const others = requests.filter(({ kind }) => kind !== first?.kind);
  if (args.length > 0 && others.length > 0) throw new KubectlError('you may only specify a single resource type');
  for (const request of requests) if (request.form === 'object') liveObject(client, request.target);
  if (others.length > 0)
    throw new KubectlError(
      'watch is only supported on individual resources and resource collections - more than 1 resource was found',
    );
}

/** A file may not hold a List: it is not taken apart here. */
function refuseLists(invocation: Invocation, environment: KubectlEnvironment, requests: readonly Request[]): void {
  if (!hasFiles(invocation)) return;
  const documents = readFiles(invocation, environment).flatMap((file) => file.documents);
  if (documents.some(({ value }) => isObject(value) && Array.isArray(value['items'])))
    throw new KubectlError(
      'watch is only supported on individual resources and resource collections, but a list of resources is found',
    );
  if (requests.length === 0) throw new KubectlError('no resources found');
}

function follow<T>(
  invocation: Invocation,
  environment: KubectlEnvironment,
  stream: WatchStream<T>,
  isSeveral: boolean,
): number {
  const start = stream.fetch();
  if (start === undefined) return 1;
  if (!invocation.bool('watch-only')) stream.print(start, 'ADDED');
  if (isSeveral) throw new KubectlError('you may only watch a single resource or type of resource at a time');
  const timeoutMs = requestTimeoutMs(invocation);
  const seen = new Map(start.map((item) => [stream.keyOf(item), item]));
  const changes = (): boolean => printChanges(stream, seen);
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

/** Prints what has changed since the last look and remembers it; whether anything has. */
function printChanges<T>(stream: WatchStream<T>, seen: Map<string, T>): boolean {
  const now = stream.fetch();
  if (now === undefined) return false;
  let hasChanged = false;
  const keys = new Set(now.map((item) => stream.keyOf(item)));
  for (const [key, item] of seen)
    if (!keys.has(key)) {
      seen.delete(key);
      hasChanged = true;
      stream.print([item], 'DELETED');
    }
  for (const item of now) {
    const key = stream.keyOf(item);
    const before = seen.get(key);
    if (before !== undefined && stream.isSame(before, item)) continue;
    seen.set(key, item);
    hasChanged = true;
    stream.print([item], before === undefined ? 'ADDED' : 'MODIFIED');
  }
  return hasChanged;
}

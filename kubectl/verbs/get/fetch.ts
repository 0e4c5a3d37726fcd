import { isStatusError, type Kind, kindId, type KubeObject, scaleTable, type Table } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { hasFiles } from '../../manifest-files.ts';
import { parseResourceArgs } from '../../resource-args.ts';
import { localTable, sortedLocally } from './local-table.ts';
import {
  inNamespace,
  listOf,
  listOptionsOf,
  refOf,
  selects,
  type Target,
  targetsOf,
  withSelectors,
} from '../../resources.ts';

/** What one get asks the API for: a list of a kind, or one object. */
export type Request =
  | { readonly form: 'list'; readonly kind: Kind }
  | { readonly form: 'object'; readonly kind: Kind; readonly target: Target };

export interface Requests {
  readonly requests: readonly Request[];
  /** One object, or one file, was named: a single object is printed by itself, not in a List, and nothing when there is a refusal. */
  readonly single: boolean;
}

/**
 * The requests that the words and files of a command stand for, in order.
 * @throws KubectlError for words that do not fit together
 */
export function requestsOf(invocation: Invocation, environment: KubectlEnvironment): Requests {
  if (!hasFiles(invocation)) {
    const args = parseResourceArgs(invocation.client, invocation.args);
    if (args.named.length === 0) {
      const requests = args.types.map((kind) => ({ form: 'list', kind }) as const);
      return { requests, single: false };
    }
    if (selects(invocation)) throw new KubectlError('name cannot be provided when a selector is specified');
  }
  const targets = targetsOf(invocation, environment);
  const requests = targets.map((target) => ({ form: 'object', kind: target.kind, target }) as const);
  return { requests, single: hasFiles(invocation) ? isOneFile(invocation, environment) : targets.length === 1 };
}

function isOneFile(invocation: Invocation, { files }: KubectlEnvironment): boolean {
  const [path = '', second] = invocation.list('filename');
  return second === undefined && path !== '-' && files.kind(path.replace(/(?<=.)\/+$/, '')) === 'file';
}

/** One answer: a Table, for people. */
export interface TableAnswer {
  readonly kind: Kind;
  readonly table: Table;
}

/** Asks for Tables; refusals are kept and the others go on. */
export function fetchTables(
  invocation: Invocation,
  requests: readonly Request[],
  tableOf: (target: Target) => Table = (target) => invocation.client.tableOf(refOf(target)),
): readonly TableAnswer[] {
  const answers: TableAnswer[] = [];
  for (const request of requests)
    tryFetch(invocation, () => {
      const { kind } = request;
      const table =
        request.form === 'list'
          ? withSelectors(invocation, kind, () =>
              invocation.client.table(kindId(kind), listOptionsOf(invocation, kind)),
            )
          : inNamespace(invocation.client, request.target, () => tableOf(request.target));
      answers.push({ kind, table });
    });
  return answers;
}

/** What shows the subresource of an object: the status is a face of the whole object, the Scale an object of its own. */
export function subresourceTable(
  { client }: Invocation,
  subresource: 'status' | 'scale',
  nowMs: number,
): (target: Target) => Table {
  return (target) => {
    const object = client.get(refOf(target), { subresource });
    return subresource === 'scale' ? scaleTable(object, nowMs) : client.tableOf(refOf(target));
  };
}

/** `--server-print=false`: tables of what kubectl itself can print of the objects, one for each request, or as `--sort-by` puts them. */
export function localTables(
  invocation: Invocation,
  requests: readonly Request[],
  nowMs: number,
): readonly TableAnswer[] {
  const field = invocation.string('sort-by') ?? '';
  const fetched = requests.map((request) => ({ kind: request.kind, objects: fetchObjects(invocation, [request]) }));
  if (field === '') return fetched.map(({ kind, objects }) => localTable(kind, objects, nowMs));
  const all = fetched.flatMap(({ kind, objects }) => objects.map((object) => ({ kind, object })));
  return sortedLocally(all, field, nowMs);
}

/** Asks for the objects themselves; refusals are kept and the others go on. */
export function fetchObjects(invocation: Invocation, requests: readonly Request[]): readonly KubeObject[] {
  const objects: KubeObject[] = [];
  const subresource = invocation.string('subresource') ?? '';
  for (const request of requests)
    tryFetch(invocation, () => {
      if (request.form === 'list') objects.push(...listOf(invocation, request.kind).items);
      else {
        const { target } = request;
        const options = subresource === '' ? {} : { subresource };
        objects.push(inNamespace(invocation.client, target, () => invocation.client.get(refOf(target), options)));
      }
    });
  return objects;
}

/** `--ignore-not-found` makes an object that is not there no mistake. */
function tryFetch(invocation: Invocation, fetch: () => void): void {
  invocation.attempt(() => {
    try {
      fetch();
    } catch (error) {
      if (!invocation.bool('ignore-not-found') || !isStatusError(error, 'NotFound')) throw error;
    }
  });
}

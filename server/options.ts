import {
  badRequest,
  type DeleteOptions,
  type ListOptions,
  type PatchOptions,
  StatusError,
  type WriteOptions,
} from '../engine/index.ts';
import { count, flag } from './call.ts';
import { checkListOptions } from './list-checks.ts';
import type { ResourcePath } from './request-path.ts';

/** Selectors and pages of a list or watch. A name in the path is a selector too (`/watch/.../NAME`). */
export function listOptions(query: URLSearchParams, path: ResourcePath, isWatch = false): ListOptions {
  checkListOptions(query, isWatch);
  const fields = [query.get('fieldSelector') ?? '', path.name === undefined ? '' : `metadata.name=${path.name}`].filter(
    (text) => text !== '',
  );
  const limit = count(query, 'limit');
  const match = query.get('resourceVersionMatch');
  return {
    namespace: path.namespace,
    apiVersion: path.apiVersion,
    ...text(query, 'labelSelector'),
    ...(fields.length === 0 ? {} : { fieldSelector: fields.join(',') }),
    ...(limit === undefined ? {} : { limit }),
    ...text(query, 'continue'),
    ...revision(query),
    ...(match === 'Exact' || match === 'NotOlderThan' ? { resourceVersionMatch: match } : {}),
  };
}

function text<K extends string>(query: URLSearchParams, name: K): { readonly [N in K]?: string } {
  const value = query.get(name);
  return (value === null || value === '' ? {} : { [name]: value }) as { readonly [N in K]?: string };
}

function revision(query: URLSearchParams): { readonly resourceVersion?: string } {
  const value = query.get('resourceVersion') ?? '';
  if (value === '') return {};
  if (!/^\d+$/.test(value)) {
    const message = `resourceVersion: Invalid value: "${value}": strconv.ParseUint: parsing "${value}": invalid syntax`;
    throw new StatusError(500, 'Unknown', message);
  }
  return { resourceVersion: value };
}

export function writeOptions(query: URLSearchParams, duplicates: readonly string[]): WriteOptions {
  const validation = query.get('fieldValidation');
  return {
    ...text(query, 'fieldManager'),
    ...(validation === 'Strict' || validation === 'Warn' || validation === 'Ignore'
      ? { fieldValidation: validation }
      : {}),
    ...(isDryRun(query.getAll('dryRun')) ? { dryRun: true } : {}),
    ...(duplicates.length === 0 ? {} : { duplicateFields: duplicates }),
  };
}

export function patchOptions(query: URLSearchParams, duplicates: readonly string[]): PatchOptions {
  return { ...writeOptions(query, duplicates), ...(query.has('force') ? { force: flag(query, 'force') } : {}) };
}

function isDryRun(values: readonly unknown[]): boolean {
  for (const value of values) {
    if (value !== 'All' && value !== '')
      throw badRequest(`Invalid value: ${JSON.stringify(value)}: dryRun must be All`);
  }
  return values.includes('All');
}

type Fields = Readonly<Record<string, unknown>>;

/** DeleteOptions come in the body; plain clients put them into the query. */
export function deleteOptions(query: URLSearchParams, body: unknown): DeleteOptions {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Fields;
  const grace = given['gracePeriodSeconds'] ?? count(query, 'gracePeriodSeconds');
  const orphan =
    given['orphanDependents'] ?? (query.has('orphanDependents') ? flag(query, 'orphanDependents') : undefined);
  const policy = given['propagationPolicy'] ?? query.get('propagationPolicy') ?? policyOf(orphan);
  const dryRun = Array.isArray(given['dryRun']) ? given['dryRun'] : query.getAll('dryRun');
  return {
    ...(typeof grace === 'number' ? { gracePeriodSeconds: grace } : {}),
    ...(policy === 'Background' || policy === 'Foreground' || policy === 'Orphan' ? { propagationPolicy: policy } : {}),
    ...preconditionsOf(given['preconditions']),
    ...(isDryRun(dryRun) ? { dryRun: true } : {}),
  };
}

function policyOf(orphan: unknown): 'Orphan' | 'Background' | undefined {
  if (typeof orphan !== 'boolean') return undefined;
  return orphan ? 'Orphan' : 'Background';
}

function preconditionsOf(value: unknown): Pick<DeleteOptions, 'preconditions'> {
  if (typeof value !== 'object' || value === null) return {};
  const { uid, resourceVersion } = value as Fields;
  return {
    preconditions: {
      ...(typeof uid === 'string' ? { uid } : {}),
      ...(typeof resourceVersion === 'string' ? { resourceVersion } : {}),
    },
  };
}

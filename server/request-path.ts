import { apiVersionOf, badRequest, type Kind, kindId, kindIn, UNKEPT, unkeptError } from '../engine/index.ts';
import type { Expected } from './body.ts';

/** What a path of the API names. `subresource` may have a tail (`proxy/a/b`). */
export interface ResourcePath {
  /** The kind in the version of the path. */
  readonly kind: Kind;
  readonly kindId: string;
  /** Group and version of the path, which may be another served version than the stored one. */
  readonly apiVersion: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  /** An old `/watch/` path. */
  readonly isWatch: boolean;
}

/** `/api/v1/...` or `/apis/G/V/...`: the group and version, and the segments behind them. */
export interface VersionedPath {
  readonly group: string;
  readonly version: string;
  readonly rest: readonly string[];
}

export function versionedPath(path: string): VersionedPath | undefined {
  const [root, ...segments] = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decoded);
  if (root === 'api') {
    const [version, ...rest] = segments;
    return version === undefined ? undefined : { group: '', version, rest };
  }
  const [group, version, ...rest] = segments;
  if (root !== 'apis' || group === undefined || version === undefined) return undefined;
  return { group, version, rest };
}

/**
 * Finds the kind a path speaks of; undefined where nothing of the kind is served.
 * @throws StatusError of a resource that is listed and keeps no objects
 */
export function resourcePath(path: VersionedPath, kinds: readonly Kind[]): ResourcePath | undefined {
  const rest = path.rest[0] === 'watch' ? path.rest.slice(1) : path.rest;
  refuseUnkept(path.group, rest[0] === 'namespaces' && rest.length > 2 ? rest[2] : rest[0]);
  return pathIn(path, kinds);
}

/** The same, of kinds that keep objects; undefined for all others. */
export function pathIn(path: VersionedPath, kinds: readonly Kind[]): ResourcePath | undefined {
  const isWatch = path.rest[0] === 'watch';
  const rest = isWatch ? path.rest.slice(1) : path.rest;
  const apiVersion = apiVersionOf(path);
  const find = (plural: string): Kind | undefined => {
    const found = kinds.find(
      (kind) => kind.plural === plural && versionsOf(kind).some((served) => apiVersionOf(served) === apiVersion),
    );
    return found === undefined ? undefined : kindIn(found, apiVersion);
  };
  if (rest[0] === 'namespaces' && rest.length > 2 && !NAMESPACE_SUBRESOURCES.has(rest[2] ?? '')) {
    const [, namespace, plural = '', name, ...tail] = rest;
    const kind = find(plural);
    if (kind === undefined || kind.scope === 'Cluster') return undefined;
    return {
      kind,
      kindId: kindId(kind),
      apiVersion,
      namespace,
      name,
      subresource: tail.length === 0 ? undefined : tail.join('/'),
      isWatch,
    };
  }
  const [plural = '', name, ...tail] = rest;
  const kind = find(plural);
  if (kind === undefined) return undefined;
  return {
    kind,
    kindId: kindId(kind),
    apiVersion,
    namespace: undefined,
    name,
    subresource: tail.length === 0 ? undefined : tail.join('/'),
    isWatch,
  };
}

function refuseUnkept(group: string, plural: string | undefined): void {
  const unkept = UNKEPT.find((each) => each.group === group && each.plural === plural);
  if (unkept !== undefined) throw unkeptError(unkept);
}

const NAMESPACE_SUBRESOURCES: ReadonlySet<string> = new Set(['status', 'finalize']);

/** Custom kinds have no protobuf form. */
export function isCustom({ kind }: ResourcePath): boolean {
  return kind.schema === undefined;
}

/** What a body sent to a path should be. */
export function expectedIn(path: ResourcePath, kind: string = path.kind.kind): Expected {
  return { kind, hasProtobuf: !isCustom(path) };
}

/** All versions under which a kind is served, the stored one first. */
export function versionsOf(kind: Kind): readonly { readonly group: string; readonly version: string }[] {
  return [kind, ...(kind.alsoServed ?? [])];
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`invalid URL escape in ${JSON.stringify(segment)}`);
  }
}

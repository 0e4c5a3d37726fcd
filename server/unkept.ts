import { forbidden, forbiddenText, UNKEPT, type Unkept } from '../engine/index.ts';
import { type Answer, warningHeaders } from './answer.ts';
import { type Call, flag } from './call.ts';
import type { Face } from './face.ts';
import { formOf, partialList, wantsProtobuf } from './negotiate.ts';
import { refuseYamlStream, represent } from './represent.ts';
import { versionedPath } from './request-path.ts';
import { beginWatch, bookmark, keepWatch } from './watch.ts';

/** A collection of which nothing is kept. */
interface Empty {
  readonly kind: string;
  readonly apiVersion: string;
  readonly group: string;
  readonly plural: string;
}

/**
 * The collection of a resource that is listed and not simulated, where a program reads it. Programs that watch whatever can be listed (the
 * garbage collector, quotas) wait for each; people, who ask for Tables, are refused by name.
 */
export function emptyAt({ method, path, accept }: Call): Empty | undefined {
  const versioned = versionedPath(path);
  if (method !== 'GET' || versioned === undefined || formOf(accept) === 'table') return undefined;
  const { group, version, rest } = versioned;
  const unkept = UNKEPT.find((each: Unkept) => !each.isAsked && each.group === group && each.plural === rest[0]);
  if (unkept?.versions.includes(version) !== true || rest.length > 1) return undefined;
  return { kind: unkept.kind, apiVersion: `${group}/${version}`, group, plural: unkept.plural };
}

/** Answers a list with nothing and a warning, and a watch with bookmarks only. */
export function serveEmpty(
  face: Face,
  call: Call,
  empty: Empty,
  send: (answer: Answer, headers: Headers) => void,
): void {
  const isWatch = flag(call.query, 'watch');
  if (isWatch) refuseYamlStream(call.accept);
  refuseOthers(face, call, isWatch ? 'watch' : 'list', empty);
  if (isWatch) return watchNothing(face, call, empty);
  const { kind, apiVersion, plural } = empty;
  const metadata = { resourceVersion: String(face.api.objects.revision) };
  const list = { kind: `${kind}List`, apiVersion, metadata, items: [] };
  const body = formOf(call.accept) === 'metadata' ? partialList(list) : list;
  send(
    represent(face.rest, call.accept, 200, body),
    warningHeaders([`${plural} are not simulated: the list is always empty`]),
  );
}

function refuseOthers({ api }: Face, { caller }: Call, verb: string, kind: Empty): void {
  const { plural, group } = kind;
  if (api.can(caller, verb, plural, group, undefined)) return;
  throw forbidden(kind, '', forbiddenText({ ...caller, verb, group, resource: plural }));
}

type Headers = ReturnType<typeof warningHeaders>;

function watchNothing(face: Face, call: Call, { kind, apiVersion }: Empty): void {
  const send = beginWatch(face, call, wantsProtobuf(call.accept));
  keepWatch(
    face,
    call,
    () => undefined,
    () => send('BOOKMARK', bookmark(face, call, { kind, apiVersion })),
  );
}

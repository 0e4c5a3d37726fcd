import type { KubeObject, WatchEvent } from '../engine/index.ts';
import { asStatusError } from './answer.ts';
import { type Call, count, flag } from './call.ts';
import type { Face } from './face.ts';
import { formOf, PARTIAL_TYPE } from './negotiate.ts';
import { listOptions } from './options.ts';
import { encodeObject, type KubeLike, PROTOBUF, watchFrame } from './protobuf/envelope.ts';
import { shownEvent } from './reads.ts';
import { isWrittenAsProtobuf, refuseYamlStream } from './represent.ts';
import type { ResourcePath } from './request-path.ts';

/** A client that asks for bookmarks hears where the cluster stands this often, in real milliseconds. */
const BOOKMARK_MS = 60_000;
/** Without timeoutSeconds a watch ends after half an hour to an hour; ours after the longer of the two, in seconds. */
const LONGEST_S = 3600;

/**
 * Streams changes as lines of JSON until the client leaves or its time is over. Without a resourceVersion (or with 0) what is there comes
 * first, each as ADDED.
 */
export function openWatch(face: Face, call: Call, path: ResourcePath): void {
  const { caller, query, response } = call;
  refuseYamlStream(call.accept);
  const { resourceVersion, limit: _limit, ...options } = listOptions(query, path, true);
  const fromStart = resourceVersion === undefined || resourceVersion === '0';
  const initial = fromStart ? face.api.list(caller, path.kindId, options).items : [];
  const send = beginWatch(face, call, isWrittenAsProtobuf(call.accept, path));
  let isFirst = true;
  const deliver = ({ type, object }: WatchEvent): void => {
    send(type, shownEvent(face.rest, call, path, object, isFirst));
    isFirst = false;
  };
  for (const object of initial) deliver({ type: 'ADDED', object });
  let stop: () => void;
  try {
    stop = face.api.watch(caller, path.kindId, fromStart ? options : { ...options, resourceVersion }, deliver);
  } catch (error) {
    send('ERROR', asStatusError(error).toStatus());
    response.end();
    return;
  }
  const { kind, apiVersion } = { kind: path.kind.kind, apiVersion: path.apiVersion };
  keepWatch(face, call, stop, () => send('BOOKMARK', bookmark(face, call, { kind, apiVersion })));
}

/** Answers the request, and gives what sends events over it from now on. */
export function beginWatch(face: Face, call: Call, isProtobuf: boolean): (type: string, object: object) => void {
  begin(call, isProtobuf);
  return (type, object) => {
    call.response.write(eventBytes(isProtobuf, type, object));
    face.clock.told();
  };
}

/** An event in the form that the watch has: a line of JSON, or a frame of protobuf. */
function eventBytes(isProtobuf: boolean, type: string, object: object): string | Buffer {
  const body = isProtobuf ? encodeObject(object as KubeLike) : undefined;
  return body === undefined ? `${JSON.stringify({ type, object })}\n` : watchFrame(type, body);
}

function begin({ response, accept }: Call, isProtobuf: boolean): void {
  const json = formOf(accept) === 'object' ? 'application/json' : 'application/json;stream=watch';
  const type = isProtobuf ? `${PROTOBUF};stream=watch` : json;
  response.writeHead(200, { 'Content-Type': type, 'Transfer-Encoding': 'chunked' });
  response.flushHeaders();
}

/** Holds the watch open; everything that it took is given back when it ends, whoever ends it. */
export function keepWatch(face: Face, { response, query }: Call, stop: () => void, mark: () => void): void {
  const waited = face.clock.waitBegins();
  const bookmarks = flag(query, 'allowWatchBookmarks');
  const seconds = count(query, 'timeoutSeconds') ?? LONGEST_S;
  const ticking = bookmarks ? setInterval(mark, BOOKMARK_MS) : undefined;
  const ending = setTimeout(
    () => {
      if (bookmarks) mark();
      response.end();
    },
    Math.min(seconds, LONGEST_S) * 1000,
  );
  response.once('close', () => {
    clearInterval(ticking);
    clearTimeout(ending);
    stop();
    waited();
  });
}

/** Where the cluster stands, in the form of the watch. */
export function bookmark(face: Face, call: Call, type: { readonly kind: string; readonly apiVersion: string }): object {
  const resourceVersion = String(face.api.objects.revision);
  const { kind, apiVersion } = type;
  const form = formOf(call.accept);
  const empty = { kind, apiVersion, metadata: { resourceVersion, creationTimestamp: null } };
  if (form === 'object') return empty;
  if (form === 'metadata') return { ...empty, ...PARTIAL_TYPE };
  const object = { kind, apiVersion, metadata: { name: '', resourceVersion } } as KubeObject;
  return {
    kind: 'Table',
    apiVersion: PARTIAL_TYPE.apiVersion,
    metadata: { resourceVersion },
    columnDefinitions: null,
    rows: [{ cells: [], object }],
  };
}

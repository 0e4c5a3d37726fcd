import { type HttpTarget, methodNotAllowed, resourceUnknown } from '../../engine/index.ts';
import type { Answer } from '../answer.ts';
import type { Asked } from '../call.ts';
import type { ResourcePath } from '../request-path.ts';
import type { Rest } from '../rest.ts';
import { fromPlace, toPlace } from './headers.ts';
import { kubeletAnswer } from './kubelet.ts';
import { controlPlane, dialError, placeFor, unreachable } from './places.ts';
import type { Place } from './target.ts';

/** Rights are asked for by the method (requestinfo.go, v1.25). */
const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  OPTIONS: '',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Whether a path asks for a request to be handed on: `pods/NAME/proxy/...`, and the same of services and nodes. */
export function isRelay({ kind, name, subresource = '' }: ResourcePath): boolean {
  const isOne = kind.group === '' && ['pods', 'services', 'nodes'].includes(kind.plural);
  return isOne && name !== undefined && /^proxy(?:\/|$)/.test(subresource);
}

/**
 * Hands a request on to a pod, to an endpoint of a service or to a node, from the control plane's own machine, and its answer back (proxy
 * subresources, upgradeaware.go, v1.25). A target that does not answer takes its virtual time.
 * @throws StatusError
 */
export function relay(rest: Rest, asked: Asked, path: ResourcePath): Answer {
  if ((path.kind.scope === 'Cluster') !== (path.namespace === undefined)) throw resourceUnknown();
  const verb = VERBS[asked.method];
  if (verb === undefined) throw methodNotAllowed();
  const refusal = rest.whyNot(asked.caller, verb, { ...path, subresource: 'proxy' });
  if (refusal !== undefined) throw refusal;
  const { prefix, tail } = splitPath(asked.path);
  const place = placeFor(rest, path, rest.nextTurn());
  if (tail === '' && (asked.method === 'GET' || asked.method === 'HEAD')) return toFolder(asked);
  if ('kubelet' in place) return kubeletAnswer(rest, asked, place, tail);
  return ask(rest, asked, place, { prefix, tail: tail === '' ? '/' : tail });
}

interface SplitPath {
  /** Up to `proxy`, without a slash at its end. */
  readonly prefix: string;
  /** What the target is asked for: '' or with a slash at its beginning. */
  readonly tail: string;
}

/** As the client wrote it: what is escaped stays so. */
function splitPath(path: string): SplitPath {
  const [, prefix = path, tail = ''] =
    /^(\/api\/v1\/(?:namespaces\/[^/]+\/)?[^/]+\/[^/]+\/proxy)(\/.*)?$/.exec(path) ?? [];
  return { prefix, tail };
}

/** Links of a page at the very root would lead elsewhere. */
function toFolder({ path, search }: Asked): Answer {
  return { code: 301, type: '', body: '', headers: { Location: `${path}/${search}` } };
}

function ask(rest: Rest, asked: Asked, place: Place, { prefix, tail }: SplitPath): Answer {
  const { address, port, scheme } = place;
  if (typeof port === 'string') throw unreachable(`dial tcp: lookup tcp/${port}: unknown port`);
  const headers = toPlace(asked);
  const body = asked.text === '' ? {} : { body: asked.text };
  const path = `${tail}${asked.search}`;
  const target: HttpTarget = { method: asked.method, scheme, host: address, port, path, headers, ...body };
  const source = controlPlane(rest);
  const outcome = rest.cluster.http(source, target);
  if (outcome.outcome !== 'answered') {
    const isOpen =
      outcome.outcome === 'refused' && rest.cluster.reach.tcp(source, address, port).outcome === 'connected';
    throw unreachable(
      isOpen ? `seatrial answers HTTP/1.1 there and nothing else: ${outcome.why}` : dialError(outcome.outcome, place),
    );
  }
  const { status, headers: given, body: text } = outcome.response;
  const answered = fromPlace(given, { prefix, host: asked.host, target: `${address}:${port}` });
  return { code: status, type: '', body: asked.method === 'HEAD' ? '' : text, headers: answered };
}

import {
  badRequest,
  type Cluster,
  type HttpResponse,
  type HttpTarget,
  impersonatedGroups,
  isStatusError,
  type Source,
  StatusError,
} from '../engine/index.ts';
import type { RawRequest } from '../kubectl/environment.ts';
import { descriptionOf } from '../kubectl/explain/descriptions.ts';
import { parseBody } from '../kubectl/manifest/parse-body.ts';
import { printYaml } from '../kubectl/output/yaml.ts';
import type { Impersonated } from '../kubectl/impersonation.ts';
import { ADMIN, Rest, requestUrl } from '../server/rest.ts';
import { unstructuredRefusal } from './unstructured-refusal.ts';

const HOST = 'localhost:6443';
const ORIGIN = `https://${HOST}`;
/** As many as Go's client follows. */
const MAX_REDIRECTS = 10;

type Headers = Readonly<Record<string, string>>;
type Answer = ReturnType<Rest['answer']>;

const NOBODY: Impersonated = { user: 'system:anonymous', groups: ['system:unauthenticated'] };

/** What kubectl v1.25.0 says of itself. */
const KUBECTL = {
  'User-Agent': 'kubectl/v1.25.0 (linux/amd64) kubernetes/a866cbe',
  Accept: 'application/json, */*',
  'Accept-Encoding': 'gzip',
} as const;

/** The paths of a cluster's API, as kubectl's --raw asks for them. */
export class RawApi {
  readonly #cluster: Cluster;
  #rest: Rest | undefined;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Undefined: what is asked for goes on without an end. */
  answer({ method, uri, as, body }: RawRequest): string | undefined {
    const who = as === undefined ? ADMIN : { ...as, groups: impersonatedGroups(as.user, as.groups) };
    let asked = askedFor({ method, uri, body, headers: KUBECTL }, who);
    for (let hops = 0; hops < MAX_REDIRECTS; hops++) {
      if (this.#api.isStream(asked)) return undefined;
      const answer = this.#api.answer(asked);
      const next = nextOf(method, uri, answer);
      if (next === undefined) return bodyOf(method, answer);
      asked = askedFor({ method, uri: next, body, headers: KUBECTL }, who);
    }
    throw badRequest(`stopped after ${MAX_REDIRECTS} redirects`);
  }

  /** Whom a bearer token speaks for; undefined: nobody. */
  holderOf(token: string): Impersonated | undefined {
    return this.#api.holderOf(token);
  }

  /** A request that came through `kubectl proxy` from curl: it is answered in JSON for people. */
  respond(target: HttpTarget): HttpResponse {
    return this.#respondAs(target, () => ADMIN);
  }

  /**
   * A request that came to the API server itself: it speaks for whom its bearer token names, or for nobody. Pods only read, because what their
   * scripts do stands in the middle of other work.
   */
  answerOver(target: HttpTarget, source: Source): HttpResponse {
    const { method = 'GET', headers = {} } = target;
    if (source.from === 'pod' && method !== 'GET' && method !== 'HEAD')
      return response(501, 'text/plain', `seatrial: ${method} to the API from within a pod is not simulated\n`);
    const name = Object.keys(headers).find((each) => each.toLowerCase() === 'authorization');
    const [, token] = /^Bearer\s+(\S+)/i.exec(name === undefined ? '' : (headers[name] ?? '')) ?? [];
    return this.#respondAs(target, () => {
      if (token === undefined) return NOBODY;
      const who = this.holderOf(token);
      if (who === undefined) throw new StatusError(401, 'Unauthorized', 'Unauthorized');
      return { ...who, groups: impersonatedGroups(who.user, who.groups) };
    });
  }

  #respondAs({ method = 'GET', path, body = '', headers = {} }: HttpTarget, who: () => Impersonated): HttpResponse {
    try {
      const asked = askedFor({ method, uri: path, body, headers }, who());
      if (this.#api.isStream(asked)) throw badRequest('what goes on without an end is not simulated by kubectl proxy');
      const { code, type, body: answer, headers: relayed } = this.#api.answer(asked);
      const text = textOf(answer);
      if (relayed !== undefined) return { status: code, headers: relayed, body: text };
      const isJson = type === 'application/json';
      return response(code, type, isJson ? readable(JSON.parse(text)) : text);
    } catch (error) {
      if (!isStatusError(error)) throw error;
      return response(error.code, 'application/json', readable(error.toStatus()));
    }
  }

  get #api(): Rest {
    this.#rest ??= new Rest({ cluster: this.#cluster, parse: parseBody, print: printYaml, describe: descriptionOf });
    return this.#rest;
  }
}

interface Sent {
  readonly method: string;
  readonly uri: string;
  readonly body: string;
  readonly headers: Headers;
}

function askedFor({ method, uri, body: text, headers }: Sent, who: Impersonated): Parameters<Rest['answer']>[0] {
  const { pathname: path, searchParams: query, search } = requestUrl(uri);
  const caller = { ...who, by: 'kubectl', manager: 'kubectl', component: false };
  const { Accept: accept } = KUBECTL;
  const contentType = headers['Content-Type'] ?? headers['content-type'] ?? headers['Content-type'];
  const common = { contentType, host: HOST, headers, peer: '127.0.0.1', text };
  return { method, path, query, search, caller, accept, ...common };
}

/** Where a redirect leads that kubectl follows; undefined: the answer is none. Elsewhere than to the API it leads nowhere here. */
function nextOf(method: string, uri: string, { code, headers }: Answer): string | undefined {
  const location = headers?.['Location'];
  if (method !== 'GET' || location === undefined || ![301, 302, 303, 307, 308].includes(code)) return undefined;
  const next = URL.parse(location, ORIGIN + uri);
  if (next?.origin !== ORIGIN)
    throw badRequest(`a redirect to ${location}, outside of the API, is not followed by seatrial`);
  return `${next.pathname}${next.search}`;
}

/** @throws StatusError for what is no success: what is no Status, clients put into words of their own */
function bodyOf(method: string, { code, type, body, headers = {} }: Answer): string {
  const text = textOf(body);
  if (code >= 200 && code < 300) return text;
  throw unstructuredRefusal(method, code, type === '' ? (headers['Content-Type'] ?? '') : type, text);
}

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

/** As the API server answers curl and browsers: two spaces, and no newline at the end. */
function readable(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function response(status: number, type: string, body: string): HttpResponse {
  return { status, headers: { 'Content-Type': type }, body };
}

import {
  badRequest,
  type Cluster,
  type HttpResponse,
  type HttpTarget,
  impersonatedGroups,
  isStatusError,
  resourceUnknown,
} from '../engine/index.ts';
import type { RawRequest } from '../kubectl/environment.ts';
import { descriptionOf } from '../kubectl/explain/descriptions.ts';
import { parseBody } from '../kubectl/manifest/parse-body.ts';
import type { Impersonated } from '../kubectl/impersonation.ts';
import { ADMIN, Rest } from '../server/rest.ts';

const HOST = 'localhost:6443';

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
    const asked = askedFor(method, uri, body, who);
    if (this.#api.isStream(asked)) return undefined;
    const answer = this.#api.answer(asked);
    // What no resource is served by is plain text, which clients put into words of their own.
    if (answer.code === 404) throw resourceUnknown();
    return textOf(answer.body);
  }

  /** A request that came through `kubectl proxy` from curl: it is answered in JSON for people. */
  respond({ method = 'GET', path, body = '' }: HttpTarget): HttpResponse {
    try {
      const asked = askedFor(method, path, body, ADMIN);
      if (this.#api.isStream(asked)) throw badRequest('what goes on without an end is not simulated by kubectl proxy');
      const { code, type, body: answer } = this.#api.answer(asked);
      const text = textOf(answer);
      const isJson = type === 'application/json';
      return response(code, type, isJson ? readable(JSON.parse(text)) : text);
    } catch (error) {
      if (!isStatusError(error)) throw error;
      return response(error.code, 'application/json', readable(error.toStatus()));
    }
  }

  get #api(): Rest {
    this.#rest ??= new Rest({ cluster: this.#cluster, parse: parseBody, describe: descriptionOf });
    return this.#rest;
  }
}

function askedFor(method: string, uri: string, text: string, who: Impersonated): Parameters<Rest['answer']>[0] {
  const { pathname: path, searchParams: query } = new URL(uri, 'http://localhost');
  const caller = { ...who, by: 'kubectl', manager: 'kubectl', component: false };
  return { method, path, query, caller, accept: 'application/json, */*', contentType: undefined, host: HOST, text };
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

import {
  type ApiServer,
  type Caller,
  type Cluster,
  forbidden,
  forbiddenText,
  methodNotAllowed,
  resourceUnknown,
  type StatusError,
} from '../engine/index.ts';
import { type Answer, asStatusError, plain } from './answer.ts';
import { bodyOf, type BodyParser } from './body.ts';
import type { Asked } from './call.ts';
import { documentAt } from './documents.ts';
import { RequestCounter } from './metrics.ts';
import { OpenApi } from './openapi/open-api.ts';
import type { Describe } from './openapi/schemas.ts';
import { pathIn, type ResourcePath, resourcePath, type VersionedPath, versionedPath } from './request-path.ts';
import { represent, type YamlPrinter } from './represent.ts';
import { resourceAnswer, streamAt } from './resource.ts';
import { answerReview, REVIEWS } from './reviews.ts';
import { holderOf } from './tokens.ts';

export { ADMIN } from './call.ts';
export { requestUrl } from './request-target.ts';

export interface RestOptions {
  readonly cluster: Cluster;
  readonly parse: BodyParser;
  readonly print: YamlPrinter;
  readonly describe: Describe;
}

/** The paths of one cluster's API, without a connection: each request becomes one call of the API server, at one instant of virtual time. */
export class Rest {
  readonly cluster: Cluster;
  readonly parse: BodyParser;
  readonly print: YamlPrinter;
  readonly openApi: OpenApi;
  readonly requests: RequestCounter = new RequestCounter();
  #turn = 0;

  constructor({ cluster, parse, print, describe }: RestOptions) {
    this.cluster = cluster;
    this.parse = parse;
    this.print = print;
    this.openApi = new OpenApi(cluster, describe);
  }

  get api(): ApiServer {
    return this.cluster.api;
  }

  /**
   * Answers one request. What goes on for as long as somebody listens is no answer.
   * @throws StatusError for what the API refuses
   */
  answer(asked: Asked): Answer {
    try {
      const answer = this.#answer(asked);
      this.count(asked, answer.code);
      return answer;
    } catch (error) {
      this.count(asked, asStatusError(error).code);
      throw error;
    }
  }

  /** Counts a request that has been answered. */
  count(asked: Parameters<RequestCounter['count']>[0], code: number): void {
    const versioned = versionedPath(asked.path);
    const kinds = this.api.registry.all();
    this.requests.count(asked, versioned === undefined ? undefined : pathIn(versioned, kinds), code);
  }

  #answer(asked: Asked): Answer {
    const document = documentAt(this, asked);
    if (document !== undefined) return document;
    const versioned = versionedPath(asked.path);
    if (versioned === undefined) return plain(404, '404 page not found\n');
    return this.#review(asked, versioned) ?? resourceAnswer(this, asked, this.#resource(versioned));
  }

  /** Whom a bearer token speaks for; undefined: nobody. */
  holderOf(token: string): Pick<Caller, 'user' | 'groups'> | undefined {
    return holderOf(this.cluster, token);
  }

  /** Counts what is drawn elsewhere: 0, 1, 2, ... */
  nextTurn(): number {
    return this.#turn++;
  }

  /** Whether the request asks for what goes on for as long as somebody listens. */
  isStream(asked: Asked): boolean {
    return streamAt(this, asked) !== undefined;
  }

  /** The resource that a path names; undefined where the path names none. */
  resource(path: string): ResourcePath | undefined {
    const versioned = versionedPath(path);
    return versioned === undefined ? undefined : resourcePath(versioned, this.api.registry.all());
  }

  /** The refusal of a caller who may not do this; reads of a pod's logs and commands in it ask for their own subresource. */
  whyNot(caller: Caller, verb: string, { kind, namespace, name, subresource }: ResourcePath): StatusError | undefined {
    const { plural, group } = kind;
    const resource = subresource === undefined ? plural : `${plural}/${subresource}`;
    if (this.api.can(caller, verb, resource, group, namespace, name)) return undefined;
    return forbidden(kind, name ?? '', forbiddenText({ ...caller, verb, group, resource, namespace }));
  }

  #resource(versioned: VersionedPath): ResourcePath {
    const path = resourcePath(versioned, this.api.registry.all());
    if (path === undefined) throw resourceUnknown();
    return path;
  }

  #review(asked: Asked, { group, rest }: VersionedPath): Answer | undefined {
    const plural = rest.at(-1);
    const review = REVIEWS.find((one) => one.group === group && one.plural === plural);
    if (review === undefined) return undefined;
    if (asked.method !== 'POST') throw methodNotAllowed();
    const { value } = bodyOf(asked, this.parse, { kind: review.kind, hasProtobuf: true });
    return represent(this, asked.accept, 201, answerReview(this, asked.caller, review, value));
  }
}

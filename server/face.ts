import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import {
  type ApiServer,
  type Caller,
  type Cluster,
  methodNotAllowed,
  resourceUnknown,
  StatusError,
} from '../engine/index.ts';
import { sendError, sendJson, sendText, warningHeaders } from './answer.ts';
import { type BodyParser, readBody } from './body.ts';
import { type Call, callOf } from './call.ts';
import type { ServedClock } from './clock.ts';
import { CONTROL_PATH, control } from './control.ts';
import { sendDocument } from './documents.ts';
import { OpenApi } from './openapi/open-api.ts';
import type { Describe } from './openapi/schemas.ts';
import { type ResourcePath, resourcePath, type VersionedPath, versionedPath } from './request-path.ts';
import { sendResource } from './resource.ts';
import { answerReview, REVIEWS } from './reviews.ts';
import { serveUpgrade } from './streams/upgrade.ts';

export interface FaceOptions {
  readonly cluster: Cluster;
  readonly clock: ServedClock;
  readonly parse: BodyParser;
  readonly describe: Describe;
  /** Opens the control call. */
  readonly isControlled: boolean;
}

/** The HTTP face of one cluster's API: each request becomes one call of the API server, at one instant of virtual time. */
export class Face {
  readonly cluster: Cluster;
  readonly clock: ServedClock;
  readonly parse: BodyParser;
  readonly openApi: OpenApi;
  readonly #isControlled: boolean;

  constructor({ cluster, clock, parse, describe, isControlled }: FaceOptions) {
    this.cluster = cluster;
    this.clock = clock;
    this.parse = parse;
    this.#isControlled = isControlled;
    this.openApi = new OpenApi(cluster, describe);
  }

  get api(): ApiServer {
    return this.cluster.api;
  }

  /** Answers one request, whatever it is; never throws. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      this.clock.touched();
      await this.#route(callOf(request, response));
    } catch (error) {
      sendError(response, error, warningHeaders(this.api.takeWarnings()));
    }
  }

  /** Takes over a connection to a container. Never throws. */
  async upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    this.clock.touched();
    await serveUpgrade(this, request, socket, head);
  }

  /** The resource that a path names; undefined where the path names none. */
  resource(path: string): ResourcePath | undefined {
    const versioned = versionedPath(path);
    return versioned === undefined ? undefined : resourcePath(versioned, this.api.registry.all());
  }

  /** The refusal of a caller who may not do this; reads of a pod's logs and commands in it ask for their own subresource. */
  whyNot(caller: Caller, verb: string, { kind, namespace, name, subresource }: ResourcePath): StatusError | undefined {
    const resource = subresource === undefined ? kind.plural : `${kind.plural}/${subresource}`;
    if (this.api.can(caller, verb, resource, kind.group, namespace, name)) return undefined;
    const message = `${kind.plural} "${name ?? ''}" is forbidden: User "${caller.user}" cannot ${verb} resource "${resource}" in API group "${kind.group}" in the namespace "${namespace ?? ''}"`;
    return new StatusError(403, 'Forbidden', message, { ...(name === undefined ? {} : { name }), kind: kind.plural });
  }

  async #route(call: Call): Promise<void> {
    const { path, response } = call;
    if (path === CONTROL_PATH && this.#isControlled) return sendJson(response, 200, await control(this, call));
    if (sendDocument(this, call)) return undefined;
    const versioned = versionedPath(path);
    if (versioned === undefined) return sendText(response, 404, '404 page not found\n');
    if (await this.#review(call, versioned)) return undefined;
    const resource = resourcePath(versioned, this.api.registry.all());
    if (resource === undefined) throw resourceUnknown();
    return await sendResource(this, call, resource);
  }

  async #review(call: Call, { group, rest }: VersionedPath): Promise<boolean> {
    const plural = rest.at(-1);
    const review = REVIEWS.find((one) => one.group === group && one.plural === plural);
    if (review === undefined) return false;
    if (call.method !== 'POST') throw methodNotAllowed();
    const { value } = await readBody(call.request, this.parse);
    sendJson(call.response, 201, answerReview(this, call.caller, review, value));
    return true;
  }
}

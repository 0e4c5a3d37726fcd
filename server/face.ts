import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ApiServer, Cluster } from '../engine/index.ts';
import { asStatusError, json, send, sendError, warningHeaders } from './answer.ts';
import type { BodyParser } from './body.ts';
import { type Call, callOf } from './call.ts';
import type { ServedClock } from './clock.ts';
import { CONTROL_PATH, control } from './control.ts';
import type { Describe } from './openapi/schemas.ts';
import { followLog } from './pods.ts';
import { represent, type YamlPrinter } from './represent.ts';
import { type Stream, streamAt } from './resource.ts';
import { Rest } from './rest.ts';
import { serveUpgrade } from './streams/upgrade.ts';
import { authenticated } from './tokens.ts';
import { emptyAt, serveEmpty } from './unkept.ts';
import { openWatch } from './watch.ts';

export interface FaceOptions {
  readonly cluster: Cluster;
  readonly clock: ServedClock;
  readonly parse: BodyParser;
  readonly print: YamlPrinter;
  readonly describe: Describe;
  /** Opens the control call. */
  readonly isControlled: boolean;
}

/** The HTTP face of one cluster's API: connections, and how long they last. */
export class Face {
  readonly cluster: Cluster;
  readonly clock: ServedClock;
  readonly rest: Rest;
  readonly #isControlled: boolean;

  constructor({ cluster, clock, parse, print, describe, isControlled }: FaceOptions) {
    this.cluster = cluster;
    this.clock = clock;
    this.rest = new Rest({ cluster, parse, print, describe });
    this.#isControlled = isControlled;
  }

  get api(): ApiServer {
    return this.cluster.api;
  }

  /** Answers one request, whatever it is; never throws. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      this.clock.touched();
      this.#answer(await callOf(request, response, authenticated(this.cluster, request)));
    } catch (error) {
      const { accept } = request.headers;
      sendError(response, error, warningHeaders(this.api.takeWarnings()), (...answer) =>
        represent(this.rest, accept, ...answer),
      );
    }
  }

  /** Takes over a connection to a container. Never throws. */
  async upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    this.clock.touched();
    await serveUpgrade(this, request, socket, head);
  }

  #answer(call: Call): void {
    const { path, response } = call;
    if (path === CONTROL_PATH && this.#isControlled) return send(response, json(200, control(this, call)));
    const empty = emptyAt(call);
    if (empty !== undefined) return serveEmpty(this, call, empty, (...answer) => send(response, ...answer));
    const stream = streamAt(this.rest, call);
    if (stream !== undefined) return this.#stream(call, stream);
    const answer = this.rest.answer(call);
    this.clock.touched();
    return send(response, answer, warningHeaders(this.api.takeWarnings()));
  }

  /** Counted when it ends. */
  #stream(call: Call, { kind, path }: Stream): void {
    try {
      if (kind === 'watch') openWatch(this, call, path);
      else followLog(this, call, path);
      call.response.once('close', () => this.rest.count(call, 200));
    } catch (error) {
      this.rest.count(call, asStatusError(error).code);
      throw error;
    }
  }
}

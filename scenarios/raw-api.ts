import { type Cluster, resourceUnknown } from '../engine/index.ts';
import type { RawRequest } from '../kubectl/environment.ts';
import { descriptionOf } from '../kubectl/explain/descriptions.ts';
import { parseBody } from '../kubectl/manifest/parse-body.ts';
import { impersonatedGroups, Rest } from '../server/rest.ts';

const ADMIN = { user: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };
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
    this.#rest ??= new Rest({ cluster: this.#cluster, parse: parseBody, describe: descriptionOf });
    const { pathname: path, searchParams: query } = new URL(uri, 'http://localhost');
    const who = as === undefined ? ADMIN : { ...as, groups: impersonatedGroups(as.user, as.groups) };
    const caller = { ...who, by: 'kubectl', manager: 'kubectl', component: false };
    const asked = {
      method,
      path,
      query,
      caller,
      accept: 'application/json, */*',
      contentType: undefined,
      host: HOST,
      text: body,
    };
    if (this.#rest.isStream(asked)) return undefined;
    const answer = this.#rest.answer(asked);
    // What no resource is served by is plain text, which clients put into words of their own.
    if (answer.code === 404) throw resourceUnknown();
    return typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body);
  }
}

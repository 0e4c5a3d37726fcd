import { badRequest, resourceUnknown, StatusError } from '../engine/index.ts';
import { type Answer, json, plain } from './answer.ts';
import type { Asked } from './call.ts';
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from './discovery.ts';
import { asText } from './represent.ts';
import { versionedPath } from './request-path.ts';
import { healthAt } from './health.ts';
import { metricsAnswer } from './metrics.ts';
import type { Rest } from './rest.ts';
import { isPathAllowed } from './reviews.ts';

/** What v1.25.0 says of itself. */
const VERSION = {
  major: '1',
  minor: '25',
  gitVersion: 'v1.25.0',
  gitCommit: 'a866cbe2e5bbaa01cfd5e969aa3e033f3282a8a2',
  gitTreeState: 'clean',
  buildDate: '2022-08-23T17:38:15Z',
  goVersion: 'go1.19',
  compiler: 'gc',
  platform: 'linux/amd64',
};

const HEALTH = ['/healthz', '/livez', '/readyz'];
const OPENAPI_PROTOBUF = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';

/** Answers the paths that are no resources: discovery, version, health, OpenAPI. Undefined: it is none of them. */
export function documentAt(rest: Rest, asked: Asked): Answer | undefined {
  const { method, path } = asked;
  if (method !== 'GET') return undefined;
  const own = ownDocument(asked);
  if (own !== undefined) return json(200, own);
  const body = discovery(rest, asked);
  if (body !== undefined) return asText(rest, asked.accept, 200, body);
  const health = healthAt(path, asked.query);
  if (health !== undefined) return health;
  if (path.startsWith('/openapi/')) return openApiAt(rest, asked);
  if (path === '/metrics') return metricsFor(rest, asked);
  refuseUnsimulated(path);
  return resourceList(rest, asked);
}

/** What an API server of v1.25 also answers, about itself and its machine. */
const UNSIMULATED = ['/metrics', '/logs', '/debug', '/openid', '/.well-known'];

/** @throws StatusError that says so by name */
function refuseUnsimulated(path: string): void {
  if (UNSIMULATED.some((root) => path === root || path.startsWith(`${root}/`)))
    throw badRequest(`${path} is not simulated by seatrial`);
}

function metricsFor(rest: Rest, { caller, path }: Asked): Answer {
  if (isPathAllowed(rest, caller, 'get', path)) return metricsAnswer(rest, VERSION);
  throw new StatusError(403, 'Forbidden', `forbidden: User "${caller.user}" cannot get path "${path}"`, {});
}

/** What is JSON whatever a client wants. */
function ownDocument({ path }: Asked): object | undefined {
  if (path === '/version' || path === '/version/') return VERSION;
  if (path !== '/') return undefined;
  return { paths: ['/api', '/api/v1', '/apis', ...HEALTH, '/metrics', '/openapi/v2', '/openapi/v3', '/version'] };
}

function discovery({ api }: Rest, { path, host }: Asked): object | undefined {
  if (path === '/api' || path === '/api/') return apiVersions(host);
  return path === '/apis' || path === '/apis/' ? apiGroupList(api.registry.all()) : undefined;
}

/** `/apis/GROUP`, `/api/v1`, `/apis/GROUP/VERSION`. */
function resourceList(rest: Rest, { path, accept }: Asked): Answer | undefined {
  const kinds = rest.api.registry.all();
  const [root, group, ...tail] = path.split('/').filter((segment) => segment !== '');
  if (root === 'apis' && group !== undefined && tail.length === 0) {
    const document = apiGroup(kinds, group);
    return document === undefined ? plain(404, '404 page not found\n') : asText(rest, accept, 200, document);
  }
  const versioned = versionedPath(path);
  if (versioned === undefined || versioned.rest.length > 0) return undefined;
  const list = apiResourceList(kinds, versioned.group, versioned.version);
  if (list === undefined) throw resourceUnknown();
  return asText(rest, accept, 200, list);
}

function openApiAt({ openApi }: Rest, { path, accept = '' }: Asked): Answer | undefined {
  if (path === '/openapi/v2') {
    if (accept.includes(OPENAPI_PROTOBUF))
      return { code: 200, type: 'application/octet-stream', body: openApi.protobuf() };
    if (accept === '' || /json|\*\/\*/.test(accept))
      return { code: 200, type: 'application/json', body: openApi.json() };
    return plain(406, 'only application/json and the protobuf form are served\n');
  }
  if (path === '/openapi/v3') return json(200, openApi.index());
  if (accept !== '' && !/json|\*\/\*/.test(accept))
    return plain(406, 'OpenAPI v3 is served as application/json only\n');
  const document = openApi.group(path.slice('/openapi/v3/'.length));
  return document === undefined ? undefined : json(200, document);
}

import { resourceUnknown } from '../engine/index.ts';
import { send, sendJson, sendText } from './answer.ts';
import type { Call } from './call.ts';
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from './discovery.ts';
import type { Face } from './face.ts';
import { versionedPath } from './request-path.ts';

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

/** Answers the paths that are no resources: discovery, version, health, OpenAPI. False: it is none of them. */
export function sendDocument(face: Face, call: Call): boolean {
  const { response, path } = call;
  if (call.method !== 'GET') return false;
  const body = plainDocument(face, call);
  if (body !== undefined) {
    sendJson(response, 200, body);
    return true;
  }
  if (HEALTH.includes(path)) {
    sendHealth(call);
    return true;
  }
  if (path.startsWith('/openapi/')) return sendOpenApi(face, call);
  return sendResourceList(face, call);
}

function plainDocument(face: Face, { path, request }: Call): object | undefined {
  const kinds = face.api.registry.all();
  switch (path) {
    case '/':
      return { paths: ['/api', '/api/v1', '/apis', ...HEALTH, '/openapi/v2', '/openapi/v3', '/version'] };
    case '/version':
    case '/version/':
      return VERSION;
    case '/api':
    case '/api/':
      return apiVersions(request.headers.host ?? 'localhost');
    case '/apis':
    case '/apis/':
      return apiGroupList(kinds);
    default:
      return undefined;
  }
}

function sendHealth({ response, path, query }: Call): void {
  if (!query.has('verbose')) return sendText(response, 200, 'ok');
  const check = path.slice(1);
  return sendText(response, 200, `[+]ping ok\n[+]etcd ok\n${check} check passed\n`);
}

/** `/apis/GROUP`, `/api/v1`, `/apis/GROUP/VERSION`. */
function sendResourceList(face: Face, { response, path }: Call): boolean {
  const kinds = face.api.registry.all();
  const [root, group, ...rest] = path.split('/').filter((segment) => segment !== '');
  if (root === 'apis' && group !== undefined && rest.length === 0) {
    const document = apiGroup(kinds, group);
    if (document === undefined) sendText(response, 404, '404 page not found\n');
    else sendJson(response, 200, document);
    return true;
  }
  const versioned = versionedPath(path);
  if (versioned === undefined || versioned.rest.length > 0) return false;
  const list = apiResourceList(kinds, versioned.group, versioned.version);
  if (list === undefined) throw resourceUnknown();
  sendJson(response, 200, list);
  return true;
}

function sendOpenApi(face: Face, { response, path, request }: Call): boolean {
  const { openApi } = face;
  if (path === '/openapi/v2') {
    const accept = request.headers.accept ?? '';
    if (accept.includes(OPENAPI_PROTOBUF)) send(response, 200, 'application/octet-stream', openApi.protobuf(), {});
    else if (accept === '' || /json|\*\/\*/.test(accept)) send(response, 200, 'application/json', openApi.json(), {});
    else sendText(response, 406, 'only application/json and the protobuf form are served\n');
    return true;
  }
  if (path === '/openapi/v3') {
    sendJson(response, 200, openApi.index());
    return true;
  }
  const document = openApi.group(path.slice('/openapi/v3/'.length));
  if (document === undefined) return false;
  sendJson(response, 200, document);
  return true;
}

import { type Cluster, type Pod, StatusError } from '../engine/index.ts';
import { type Call, count, flag } from './call.ts';
import type { Face } from './face.ts';
import type { ResourcePath } from './request-path.ts';

/** How often a followed log is looked at, in real milliseconds. */
const FOLLOW_MS = 50;

type LogRequest = Parameters<Cluster['runtime']['logs']>[2];

interface Target {
  readonly namespace: string;
  readonly name: string;
}

/** GET of pods/log: plain text; `follow` keeps it open until the container has ended. */
export function sendLog(face: Face, call: Call, path: ResourcePath): void {
  const target = { namespace: path.namespace ?? '', name: path.name ?? '' };
  const refusal = face.whyNot(call.caller, 'get', path);
  if (refusal !== undefined) throw refusal;
  const { response, query } = call;
  const text = face.cluster.runtime.logs(target.namespace, target.name, logRequest(query));
  if (!flag(query, 'follow')) {
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    response.end(text);
    return;
  }
  response.writeHead(200, { 'Content-Type': 'text/plain' });
  response.flushHeaders();
  follow(face, call, target, text);
}

function follow(face: Face, { response, query }: Call, target: Target, first: string): void {
  const waited = face.clock.waitBegins();
  const { tailLines: _t, sinceSeconds: _s, ...whole } = logRequest(query);
  const read = (): string | undefined => readOrNone(face, target, whole);
  let length = (read() ?? '').length;
  response.write(first);
  const timer = setInterval(() => {
    const now = read();
    if (now === undefined) return void response.end();
    if (now.length > length) {
      response.write(now.slice(length));
      face.clock.told();
    }
    length = now.length;
    if (!isContainerRunning(face, target, query.get('container'))) response.end();
  }, FOLLOW_MS);
  response.once('close', () => {
    clearInterval(timer);
    waited();
  });
}

/** Nothing once the pod or its container is gone: a followed log ends there without a word. */
function readOrNone(face: Face, target: Target, request: LogRequest): string | undefined {
  try {
    return face.cluster.runtime.logs(target.namespace, target.name, request);
  } catch (error) {
    if (error instanceof StatusError) return undefined;
    throw error;
  }
}

function isContainerRunning(face: Face, { namespace, name }: Target, container: string | null): boolean {
  const pod = face.cluster.view.get<Pod>('Pod', namespace, name);
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = pod?.status ?? {};
  const statuses = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses];
  const status = statuses.find((one) => container === null || container === '' || one.name === container);
  return status?.state?.running !== undefined;
}

function logRequest(query: URLSearchParams): LogRequest {
  const container = query.get('container') ?? '';
  const sinceTime = query.get('sinceTime') ?? '';
  const tailLines = count(query, 'tailLines');
  const sinceSeconds = count(query, 'sinceSeconds');
  const limitBytes = count(query, 'limitBytes');
  return {
    ...(container === '' ? {} : { container }),
    ...(flag(query, 'previous') ? { previous: true } : {}),
    ...(flag(query, 'timestamps') ? { timestamps: true } : {}),
    ...(tailLines === undefined ? {} : { tailLines }),
    ...(sinceSeconds === undefined ? {} : { sinceSeconds }),
    ...(sinceTime === '' ? {} : { sinceTime }),
    ...(limitBytes === undefined ? {} : { limitBytes }),
  };
}

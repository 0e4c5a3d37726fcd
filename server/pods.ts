import { type Cluster, type Pod, StatusError } from '../engine/index.ts';
import { type Asked, type Call, count, flag } from './call.ts';
import type { Face } from './face.ts';
import type { ResourcePath } from './request-path.ts';
import type { Rest } from './rest.ts';

/** How often a followed log is looked at, in real milliseconds. */
const FOLLOW_MS = 50;

type LogRequest = Parameters<Cluster['runtime']['logs']>[2];

interface Target {
  readonly namespace: string;
  readonly name: string;
}

/** What a container has printed. */
export function readLog(rest: Rest, { caller, query }: Asked, path: ResourcePath): string {
  const refusal = rest.whyNot(caller, 'get', path);
  if (refusal !== undefined) throw refusal;
  const { namespace, name } = targetOf(path);
  return rest.cluster.runtime.logs(namespace, name, logRequest(query));
}

function targetOf({ namespace = '', name = '' }: ResourcePath): Target {
  return { namespace, name };
}

/** `follow`: the log goes on until the container has ended. */
export function followLog(face: Face, call: Call, path: ResourcePath): void {
  const text = readLog(face.rest, call, path);
  const { response } = call;
  response.writeHead(200, { 'Content-Type': 'text/plain' });
  response.flushHeaders();
  follow(face, call, targetOf(path), text);
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

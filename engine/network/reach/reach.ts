import { resolverFilesOf } from '../dns/resolver-files.ts';
import type {
  ConnectOutcome,
  GrpcHealth,
  HttpOutcome,
  HttpRequest,
  HttpTarget,
  Listener,
  Reach,
  Source,
} from '../../component/workload.ts';
import { recordsOf, resolve } from '../dns/resolve.ts';
import type { Fabric } from '../fabric.ts';
import { ingressAnswer } from '../ingress/answer.ts';
import { parseAddress } from '../ipv4.ts';
import { type Origin, originOf } from './origin.ts';
import { isRefusal, type Opened, type Refusal } from './outcome.ts';
import { pingAddress } from './ping.ts';
import { open } from './route.ts';

type Failure = Exclude<ConnectOutcome, { readonly outcome: 'connected' }>;

/** "Can A reach B, and if not why": names by DNS, addresses by the rules of the nodes, ends by who listens. */
export function createReach(fabric: Fabric): Reach {
  return {
    http: (source, target) => http(fabric, source, target),
    tcp: (source, host, port) => tcp(fabric, source, host, port),
    health: (source, host, port, service) => health(fabric, source, host, port, service),
    resolve: (source, name) => resolve(fabric, source, name),
    records: (source, type, name) => recordsOf(fabric, source, type, name),
    ping: (source, host) => ping(fabric, source, host),
    resolverFiles: (source, podIP) => resolverFilesOf(fabric, source, podIP),
  };
}

function tcp(fabric: Fabric, source: Source, host: string, port: number): ConnectOutcome {
  const end = endOf(fabric, source, host);
  if ('outcome' in end) return end;
  const opened = open(fabric, end.origin, { address: end.address, port, protocol: 'TCP' });
  if (isRefusal(opened)) return { ...opened, address: end.address };
  return { outcome: 'connected', by: nameOf(opened.listener), address: opened.address };
}

function health(fabric: Fabric, source: Source, host: string, port: number, service: string): GrpcHealth | undefined {
  const end = endOf(fabric, source, host);
  if ('outcome' in end) return undefined;
  const opened = open(fabric, end.origin, { address: end.address, port, protocol: 'TCP' });
  return isRefusal(opened) ? undefined : opened.listener.check(service);
}

function http(fabric: Fabric, source: Source, target: HttpTarget): HttpOutcome {
  const end = endOf(fabric, source, target.host);
  if ('outcome' in end) return end;
  const opened = open(fabric, end.origin, { address: end.address, port: target.port, protocol: 'TCP' });
  if (isRefusal(opened)) return { ...opened, address: end.address };
  const request = requestOf(target, opened.clientIP);
  const answer = ingressAnswer(fabric, opened, request) ?? serve(opened, request);
  if (isRefusal(answer)) return { ...answer, address: end.address };
  return { outcome: 'answered', response: answer.response, by: nameOf(answer.listener), address: answer.address };
}

interface Served extends Pick<Opened, 'listener' | 'address'> {
  readonly response: NonNullable<ReturnType<Listener['serve']>>;
}

function serve({ listener, address, port }: Opened, request: HttpRequest): Served | Refusal {
  const response = listener.serve(request);
  if (response !== undefined) return { response, listener, address };
  return { outcome: 'refused', why: `pod ${nameOf(listener)} listens on port ${port}, but does not answer HTTP there` };
}

function ping(fabric: Fabric, source: Source, host: string): ConnectOutcome {
  const end = endOf(fabric, source, host);
  if ('outcome' in end) return end;
  const answer = pingAddress(fabric, end.origin, end.address);
  return 'why' in answer
    ? { ...answer, address: end.address }
    : { outcome: 'connected', by: answer.by, address: end.address };
}

/** Both ends of a connection: where it leaves, and the address that the host's name stands for. */
function endOf(
  fabric: Fabric,
  source: Source,
  host: string,
): Failure | { readonly origin: Origin; readonly address: string } {
  const from = originOf(fabric, source);
  if ('why' in from) return { outcome: 'unreachable', why: from.why, address: host };
  if (parseAddress(host) !== undefined) return { origin: from.origin, address: host };
  const named = resolve(fabric, source, host);
  switch (named.outcome) {
    case 'answer': {
      const address = named.addresses[0];
      if (address !== undefined) return { origin: from.origin, address };
      return {
        outcome: 'unresolved',
        why: `${host} stands for ${named.cname ?? named.name}, which is outside of the cluster`,
      };
    }
    case 'nxdomain':
      return { outcome: 'unresolved', why: `name server ${named.server} knows no ${host}` };
    case 'timeout':
      return { outcome: 'unresolved', why: named.why };
  }
}

const DEFAULT_PORTS = { http: 80, https: 443 };

function requestOf(
  { method = 'GET', scheme = 'http', host, port, path, headers = {}, body }: HttpTarget,
  clientIP: string,
): HttpRequest {
  const named = Object.keys(headers).find((name) => name.toLowerCase() === 'host');
  const asked = named === undefined ? undefined : headers[named];
  return {
    method,
    path,
    host: asked ?? (port === DEFAULT_PORTS[scheme] ? host : `${host}:${port}`),
    headers,
    ...(body === undefined ? {} : { body }),
    clientIP,
  };
}

/** `namespace/name` of the pod that listens. */
function nameOf({ pod }: Listener): string {
  return `${pod.namespace}/${pod.name}`;
}

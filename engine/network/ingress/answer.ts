import type { HttpRequest, HttpResponse, Listener } from '../../component/workload.ts';
import type { Ingress, IngressClass, Pod } from '../../kinds/types.ts';
import { type Fabric, podName } from '../fabric.ts';
import type { ProxyEndpoint } from '../proxy/rules.ts';
import { rulesIn } from '../proxy/table.ts';
import { originOf } from '../reach/origin.ts';
import { isRefusal, type Opened } from '../reach/outcome.ts';
import { open } from '../reach/route.ts';
import { type Backend, backendFor } from './rules.ts';

const CONTROLLER = 'k8s.io/ingress-nginx';
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const HTTP_PORTS = [80, 443];

/** What a connection to an ingress-nginx controller's HTTP port is answered, and by whom. */
interface IngressAnswer {
  readonly response: HttpResponse;
  readonly listener: Listener;
  readonly address: string;
}

/**
 * ingress-nginx: where the listener is one of its controller pods, the Ingresses of its class decide which service's endpoint answers.
 * undefined: the listener is somebody else. The controller goes to the endpoints itself, past the service's cluster IP.
 */
export function ingressAnswer(fabric: Fabric, opened: Opened, request: HttpRequest): IngressAnswer | undefined {
  const { listener, address, port } = opened;
  const pod = fabric.view.get<Pod>('Pod', listener.pod.namespace, listener.pod.name);
  if (pod === undefined || !isController(pod) || !HTTP_PORTS.includes(port)) return undefined;
  const backend = backendFor(ingressesOf(fabric), request.host, request.path);
  if (backend === undefined) return { response: page(404, 'Not Found'), listener, address };
  const passed = passOn(fabric, pod, backend, request);
  return typeof passed === 'number' ? { response: page(passed, TEXTS[passed] ?? ''), listener, address } : passed;
}

const TEXTS: Readonly<Record<number, string>> = {
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

function isController({ metadata: { labels } }: Pod): boolean {
  return (
    labels?.['app.kubernetes.io/name'] === 'ingress-nginx' && labels['app.kubernetes.io/component'] === 'controller'
  );
}

/** Ingresses whose class (by field or by the old annotation) is ingress-nginx'. */
function ingressesOf(fabric: Fabric): readonly Ingress[] {
  const classes = fabric.view
    .list<IngressClass>('IngressClass')
    .filter(({ spec }) => spec.controller === CONTROLLER)
    .map(({ metadata }) => metadata.name);
  return fabric.view.list<Ingress>('Ingress').filter(({ metadata, spec }) => {
    const name = spec.ingressClassName ?? metadata.annotations?.[CLASS_ANNOTATION];
    return name !== undefined && classes.includes(name);
  });
}

/** The endpoint's answer, or nginx' own status where there is none. */
function passOn(fabric: Fabric, pod: Pod, backend: Backend, request: HttpRequest): IngressAnswer | number {
  const endpoint = endpointOf(fabric, backend);
  if (endpoint === undefined) return 503;
  const { namespace = '', name } = pod.metadata;
  const from = originOf(fabric, { from: 'pod', namespace, name });
  if ('why' in from) throw new Error(`pod ${podName(pod)} took a connection, but ${from.why}`);
  const next = open(fabric, from.origin, { address: endpoint.address, port: endpoint.port, protocol: 'TCP' });
  if (isRefusal(next)) return next.outcome === 'timeout' ? 504 : 502;
  const headers = { ...request.headers, 'X-Real-IP': request.clientIP, 'X-Forwarded-For': request.clientIP };
  const response = next.listener.serve({ ...request, headers, clientIP: next.clientIP });
  return response === undefined ? 502 : { response, listener: next.listener, address: next.address };
}

function endpointOf(fabric: Fabric, { namespace, service, port }: Backend): ProxyEndpoint | undefined {
  const rules = rulesIn(fabric.tableOf(''), `${namespace}/${service}`);
  const endpoints = rules?.ports.find((one) => one.port === port || one.name === port)?.endpoints ?? [];
  return endpoints.length === 0 ? undefined : endpoints[endpoints.length === 1 ? 0 : fabric.random(endpoints.length)];
}

function page(status: number, text: string): HttpResponse {
  const title = `${status} ${text}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { 'Content-Type': 'text/html' }, body };
}

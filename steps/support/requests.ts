import type { Cluster, Endpoints, HttpOutcome, HttpTarget, Service, Source } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import { causeOf } from './explain.ts';
import { opennessCauses, policyCauses } from './causes/policies.ts';
import { serviceCauses } from './causes/services.ts';
import { spreadCauses } from './causes/spread.ts';
import { ExpectationError } from './failure.ts';
import { serviceAt } from './service-at.ts';
import { fillIn, noAddress, noNodePort, serviceOf } from './terminal.ts';

/** A series of requests to one target, and what came of them. */
export interface Requests {
  /** 'service "web" (10.96.0.5:80)': for messages. */
  readonly what: string;
  readonly outcomes: readonly HttpOutcome[];
  /** Pods that may answer, where the target is a service. */
  readonly pods: readonly string[];
  /** The service that the requests went to, if they went to one: it may be the reason why nobody answered. */
  readonly service?: { readonly namespace: string; readonly name: string };
}

const OUTSIDE: Source = { from: 'outside' };

/** Sends requests over new connections, one after the other. */
function send(
  world: SeatrialWorld,
  series: Omit<Requests, 'outcomes'>,
  from: Source,
  to: HttpTarget,
  count: number,
): void {
  const outcomes = Array.from({ length: count }, () => world.cluster.http(from, to));
  world.requests = { ...series, outcomes };
}

/** The pods behind a service that are ready, as `namespace/name`. */
function podsBehind(world: SeatrialWorld, name: string): readonly string[] {
  const subsets = world.cluster.view.get<Endpoints>('Endpoints', world.namespace, name)?.subsets ?? [];
  return subsets.flatMap(({ addresses = [] }) =>
    addresses.flatMap(({ targetRef }) =>
      targetRef === undefined ? [] : `${targetRef.namespace ?? ''}/${targetRef.name ?? ''}`,
    ),
  );
}

function seriesOf(world: SeatrialWorld, what: string, name: string): Omit<Requests, 'outcomes'> {
  return { what, pods: podsBehind(world, name), service: { namespace: world.namespace, name } };
}

/** To a service's cluster IP, from the control plane's node. */
export function sendToService(world: SeatrialWorld, name: string, count: number): void {
  const { spec } = serviceOf(world, name);
  const target = targetOf(spec.clusterIP ?? '', portOf(spec).port);
  const [controlPlane] = world.cluster.topology.nodes;
  const series = seriesOf(world, `service "${name}"`, name);
  send(world, series, { from: 'node', node: controlPlane?.name ?? '' }, target, count);
}

/** From outside to a service's port on one node. */
export function sendThroughNode(world: SeatrialWorld, name: string, node: string, count: number): void {
  const { spec } = serviceOf(world, name);
  const { nodePort } = portOf(spec);
  if (nodePort === undefined) throw noNodePort(world, name);
  const series = seriesOf(world, `service "${name}" through ${node}`, name);
  send(world, series, OUTSIDE, targetOf(addressOf(world, node), nodePort), count);
}

/** From outside to the address that a load balancer gave. */
export function sendToExternalAddress(world: SeatrialWorld, name: string, count: number): void {
  const { spec, status } = serviceOf(world, name);
  const address = status.loadBalancer?.ingress?.[0]?.ip;
  if (address === undefined) throw noAddress(world, name);
  const series = seriesOf(world, `service "${name}" at ${address}`, name);
  send(world, series, OUTSIDE, targetOf(address, portOf(spec).port), count);
}

/**
 * One request to a URL: `http://web`, `web.default.svc.cluster.local:80/path`, `<IP of web>`. For what speaks no HTTP there is `tcp://db:5432`,
 * which is answered as soon as the connection is taken.
 */
export function sendToUrl(world: SeatrialWorld, source: Source, url: string): void {
  const filled = fillIn(world, url);
  const match = /^(?:(https?|tcp):\/\/)?([^/:]+)(?::(\d+))?(\/.*)?$/.exec(filled);
  if (match === null) throw new Error(`${filled} is not a URL`);
  const [, scheme = 'http', host = '', port, path = '/'] = match;
  if (scheme === 'tcp' && port === undefined) throw new Error(`${filled} needs a port, as in tcp://${host}:5432`);
  const target = {
    scheme: scheme === 'https' ? 'https' : 'http',
    host,
    port: Number(port ?? (scheme === 'https' ? 443 : 80)),
    path,
  } as const;
  const service = serviceAt(world, source, target);
  const series = { what: filled, pods: [], ...(service === undefined ? {} : { service }) };
  if (scheme === 'tcp') world.requests = { ...series, outcomes: [connect(world, source, target)] };
  else send(world, series, source, target, 1);
}

/** A connection as an answer without words. */
function connect({ cluster }: SeatrialWorld, source: Source, { host, port }: HttpTarget): HttpOutcome {
  const outcome = cluster.connect(source, host, port);
  if (outcome.outcome !== 'connected') return outcome;
  const { by, address } = outcome;
  return { outcome: 'answered', response: { status: 0, headers: {}, body: '' }, by, address };
}

function targetOf(host: string, port: number): HttpTarget {
  return { host, port, path: '/' };
}

function portOf(spec: Service['spec']): { readonly port: number; readonly nodePort?: number } {
  const [port] = spec.ports ?? [];
  if (port === undefined) throw new Error('the service has no ports');
  return port;
}

function addressOf(world: SeatrialWorld, node: string): string {
  const found = world.cluster.topology.nodes.find(({ name }) => name === node);
  if (found === undefined) throw new Error(`there is no node ${node}`);
  return found.address;
}

export function requestsOf(world: SeatrialWorld): Requests {
  if (world.requests === undefined) throw new Error('no step before this one sent a request');
  return world.requests;
}

/** How many requests each pod answered; pods of the service that answered none are there with 0. */
export function tally({ outcomes, pods }: Requests): ReadonlyMap<string, number> {
  const counts = new Map<string, number>(pods.map((pod) => [pod, 0]));
  for (const outcome of outcomes) {
    if (outcome.outcome === 'answered') counts.set(outcome.by, (counts.get(outcome.by) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is expected where nobody should get an answer. */
export const SILENCE = 'no request is answered';

/** Why the first pod that answered was not kept from it. */
function answersOf({ cluster }: SeatrialWorld, { outcomes }: Requests): readonly string[] {
  const answered = outcomes.find((outcome) => outcome.outcome === 'answered');
  return answered === undefined ? [] : opennessCauses(cluster.view, answered.by);
}

/** Fails unless `holds`; the message says what came of the requests, and what was in the way. */
export function checkRequests(world: SeatrialWorld, expected: string, holds: (requests: Requests) => boolean): void {
  const requests = requestsOf(world);
  if (holds(requests)) return;
  const cause = causeOf(expected === SILENCE ? answersOf(world, requests) : reasons(world, requests));
  throw new ExpectationError({
    atMs: world.cluster.elapsedMs,
    what: `${requests.outcomes.length} request(s) to ${requests.what}`,
    expected,
    actual: summary(requests),
    ...(cause === undefined ? {} : { why: cause.why, causes: cause.causes }),
  });
}

/** A service that is sound answers on other ports. */
function portsOf({ view }: Cluster, namespace: string, name: string): readonly string[] {
  const { ports = [] } = view.get<Service>('Service', namespace, name)?.spec ?? {};
  return ports.map(({ port }) => `Service "${name}" answers on port ${port}`);
}

/** The network's own reason why the first request failed, and what is wrong with the service behind it. */
function reasons({ cluster }: SeatrialWorld, { outcomes, service }: Requests): readonly string[] {
  const failed = outcomes.find(({ outcome }) => outcome !== 'answered');
  if (failed !== undefined && 'why' in failed && failed.why.endsWith('does not answer HTTP there'))
    return [failed.why, 'a URL that begins with tcp:// asks for the connection alone'];
  if (failed !== undefined && 'why' in failed) {
    const policies = policyCauses(cluster.view, failed.why);
    if (policies.length > 0) return [failed.why, ...policies];
  }
  if (service === undefined) return failed !== undefined && 'why' in failed ? [failed.why] : [];
  const { namespace, name } = service;
  if (failed === undefined || !('why' in failed)) return spreadCauses(cluster, namespace, name);
  const causes = serviceCauses(cluster, namespace, name);
  if (causes.length > 0) return [failed.why, ...causes];
  return [failed.why, ...(/ has no \w+ port \d+$/.test(failed.why) ? portsOf(cluster, namespace, name) : [])];
}

/** `answered by web-1: 98, web-2: 102; refused: 3`. */
function summary(requests: Requests): string {
  const answers = [...tally(requests)].map(([pod, count]) => `${pod}: ${count}`).join(', ');
  const failures = new Map<string, number>();
  for (const { outcome } of requests.outcomes) {
    if (outcome !== 'answered') failures.set(outcome, (failures.get(outcome) ?? 0) + 1);
  }
  const refused = [...failures].map(([outcome, count]) => `${outcome}: ${count}`);
  return [...(answers === '' ? [] : [`answered by ${answers}`]), ...refused].join('; ');
}

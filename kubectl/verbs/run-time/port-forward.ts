import type { Pod, Service } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, usageError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import type { Verb } from '../../verb.ts';
import { podRunningTimeoutFlag } from './pod-running-timeout.ts';
import { podOf } from './pod-of.ts';

/** Checks what kubectl checks and says what it says. It does not wait to be interrupted: the ports stay joined while the next commands run. */
export const portForwardVerb: Verb = {
  name: 'port-forward',
  summary: 'Forward one or more local ports to a pod (it runs beside the commands that follow)',
  usage: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  flags: [{ name: 'address', type: 'stringSlice' }, podRunningTimeoutFlag],
  run,
};

/** The first free local port where none was asked for. */
const FIRST_LOCAL_PORT = 40_000;

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const [word, ...ports] = invocation.args;
  if (word === undefined || ports.length === 0)
    throw usageError(invocation.commandPath, 'TYPE/NAME and list of ports are required for port-forward');
  const { pod } = podOf(invocation, word);
  const [type, name = ''] = word.split('/');
  const service =
    invocation.client.resolve(type ?? '')?.kind === 'Service' && word.includes('/')
      ? (invocation.client.get({ kind: 'Service', namespace: invocation.namespace, name }) as Service)
      : undefined;
  const pairs = ports.map((text, at) => portPair(text, FIRST_LOCAL_PORT + at, pod, service));
  if (pod.status.phase !== 'Running')
    throw new KubectlError(
      `unable to forward port because pod is not running. Current status=${pod.status.phase ?? ''}`,
    );
  const given = invocation.list('address');
  const addresses = given.length === 0 || given.includes('localhost') ? ['127.0.0.1', '[::1]'] : given;
  const { namespace = '', name: podName } = pod.metadata;
  for (const { local, remote } of pairs) {
    environment.forward({ local, remote, namespace, pod: podName });
    for (const address of addresses) invocation.outLine(`Forwarding from ${address}:${local} -> ${remote}`);
  }
  return 0;
}

interface PortPair {
  readonly local: number;
  readonly remote: number;
}

function portPair(text: string, freePort: number, pod: Pod, service: Service | undefined): PortPair {
  const [first = '', second, more] = text.split(':');
  if (more !== undefined) throw new KubectlError(`invalid port format '${text}'`);
  const remoteText = second ?? first;
  const remote = remotePort(remoteText, pod, service);
  if (second === '') throw new KubectlError('remote port must be > 0');
  const local =
    second === undefined ? (/^\d+$/.test(first) ? Number(first) : remote) : first === '' ? 0 : Number(first);
  if (!Number.isInteger(local) || local < 0 || local > 65_535)
    throw new KubectlError(
      `error parsing local port '${first}': strconv.ParseUint: parsing ${JSON.stringify(first)}: invalid syntax`,
    );
  return { local: local === 0 ? freePort : local, remote };
}

function remotePort(text: string, pod: Pod, service: Service | undefined): number {
  const ports = pod.spec.containers.flatMap((container) => container.ports ?? []);
  const byName = (name: string): number | undefined => ports.find((port) => port.name === name)?.containerPort;
  if (service !== undefined) {
    const found = service.spec.ports?.find((port) => String(port.port) === text || port.name === text);
    if (found === undefined)
      throw new KubectlError(`Service ${service.metadata.name} does not have a service port ${text}`);
    const { targetPort = found.port } = found;
    return typeof targetPort === 'number' ? targetPort : (byName(targetPort) ?? found.port);
  }
  if (/^\d+$/.test(text)) {
    const port = Number(text);
    if (port === 0) throw new KubectlError('remote port must be > 0');
    return port;
  }
  const named = byName(text);
  if (named === undefined) throw new KubectlError(`Pod '${pod.metadata.name}' does not have a named port '${text}'`);
  return named;
}

import type { Cluster, Event, Pod } from '../../../engine/index.ts';
import { authored } from './authored.ts';

type Container = Pod['spec']['containers'][number];
type Probe = NonNullable<Container['readinessProbe']>;

const FAILED = /^(Startup|Readiness|Liveness) probe (?:failed|errored)/;
const FIELDS = { Startup: 'startupProbe', Readiness: 'readinessProbe', Liveness: 'livenessProbe' } as const;

/** Why a pod that runs is not ready: what the kubelet last said of its probes, and the probe as somebody wrote it. */
export function probeCauses(view: Cluster['view'], pod: Pod): readonly string[] {
  const { status, metadata, spec } = pod;
  const isUnready = status.conditions?.some((one) => one.type === 'Ready' && one.status === 'False') === true;
  if (status.phase !== 'Running' || !isUnready) return [];
  const newest = view
    .list<Event>('Event', metadata.namespace ?? '')
    .filter(({ involvedObject, message = '' }) => involvedObject.uid === metadata.uid && FAILED.test(message))
    .toSorted((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
    .at(-1);
  if (newest === undefined) return [];
  const { message = '', involvedObject } = newest;
  const text = `pod ${metadata.name} is not ready: ${message.trim()}`;
  const container = spec.containers.find(({ name }) => involvedObject.fieldPath === `spec.containers{${name}}`);
  const field = FIELDS[FAILED.exec(message)?.[1] as keyof typeof FIELDS];
  const probe = container?.[field];
  if (container === undefined || probe === undefined) return [text];
  return [text, `${field} of container ${container.name} of ${authored(view, pod)} asks for ${described(probe)}`];
}

/** A probe's handler in short: `httpGet path=/ port=8080`, `exec ["pg_isready"]`. */
function described({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (exec !== undefined) return `exec ${JSON.stringify(exec.command ?? [])}`;
  if (httpGet !== undefined) return `httpGet path=${httpGet.path ?? '/'} port=${httpGet.port}`;
  if (tcpSocket !== undefined) return `tcpSocket port=${tcpSocket.port}`;
  return `grpc port=${grpc?.port ?? ''}`;
}

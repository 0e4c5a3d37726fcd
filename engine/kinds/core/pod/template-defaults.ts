import type { Container, PodSpec, PodTemplateSpec, Probe } from '../../types.ts';
import { omitZero, withDefaults } from '../../omit.ts';
import { envDefaults } from './env-defaults.ts';
import { withoutGatedFields } from './gated-fields.ts';
import { defaultPullPolicy } from './image-reference.ts';
import { volumeDefaults } from './volume-defaults.ts';

/** What every stored template shows in its metadata: a Go time stamp that is not a pointer has no way of being left out. */
const NO_CREATION_TIME = { creationTimestamp: null } as unknown as NonNullable<PodTemplateSpec['metadata']>;

/** The defaults of a pod template: those of its spec. What only pods get stands in pod-defaults.ts. Idempotent. */
export function podTemplateDefaults(
  template: PodTemplateSpec | undefined,
): PodTemplateSpec & { readonly spec: PodSpec } {
  return {
    ...template,
    metadata: { ...NO_CREATION_TIME, ...template?.metadata },
    spec: podSpecDefaults(template?.spec ?? { containers: [] }),
  };
}

const OMITTED_OF_SPEC = [
  'ephemeralContainers',
  'hostAliases',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'hostname',
  'imagePullSecrets',
  'initContainers',
  'nodeName',
  'nodeSelector',
  'overhead',
  'priorityClassName',
  'readinessGates',
  'serviceAccount',
  'serviceAccountName',
  'subdomain',
  'tolerations',
  'topologySpreadConstraints',
  'volumes',
] as const;

/** What templates and pods have in common (SetDefaults_PodSpec and what is below it, v1.25). */
export function podSpecDefaults(given: PodSpec): PodSpec {
  const spec = omitZero(withoutGatedFields(given), OMITTED_OF_SPEC);
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  const containers = (list: readonly Container[]): readonly Container[] =>
    list.map((container) => containerDefaults(container, spec.hostNetwork === true));
  return {
    ...withDefaults(spec, {
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      securityContext: {},
      schedulerName: 'default-scheduler',
    }),
    containers: containers(spec.containers ?? []),
    ...(spec.initContainers === undefined ? {} : { initContainers: containers(spec.initContainers) }),
    ...(spec.ephemeralContainers === undefined
      ? {}
      : { ephemeralContainers: spec.ephemeralContainers.map((container) => containerDefaults(container, false)) }),
    ...(spec.volumes === undefined ? {} : { volumes: spec.volumes.map(volumeDefaults) }),
    ...(account === undefined ? {} : { serviceAccountName: account, serviceAccount: account }),
  };
}

const OMITTED_OF_CONTAINER = [
  'args',
  'command',
  'env',
  'envFrom',
  'ports',
  'stdin',
  'stdinOnce',
  'tty',
  'volumeDevices',
  'volumeMounts',
  'workingDir',
] as const;

/** SetDefaults_Container and what is below it, v1.25. On the host's network every port is a port of the host. */
export function containerDefaults<C extends Container>(given: C, hostNetwork: boolean): C {
  const container: Container = omitZero<Container>(given, OMITTED_OF_CONTAINER);
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  const defaulted: Container = {
    ...withDefaults(container, {
      resources: {},
      imagePullPolicy: defaultPullPolicy(container.image ?? ''),
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
    }),
    ...(container.ports === undefined ? {} : { ports: container.ports.map((port) => portDefaults(port, hostNetwork)) }),
    ...(container.env === undefined ? {} : { env: container.env.map(envDefaults) }),
    ...(container.volumeMounts === undefined
      ? {}
      : {
          volumeMounts: container.volumeMounts.map((mount) => omitZero(mount, ['readOnly', 'subPath', 'subPathExpr'])),
        }),
    ...(livenessProbe === undefined ? {} : { livenessProbe: probeDefaults(livenessProbe) }),
    ...(readinessProbe === undefined ? {} : { readinessProbe: probeDefaults(readinessProbe) }),
    ...(startupProbe === undefined ? {} : { startupProbe: probeDefaults(startupProbe) }),
    ...(lifecycle === undefined ? {} : { lifecycle: lifecycleDefaults(lifecycle) }),
  };
  return defaulted as C;
}

type ContainerPort = NonNullable<Container['ports']>[number];

function portDefaults(given: ContainerPort, hostNetwork: boolean): ContainerPort {
  const port = omitZero(given, ['hostPort', 'hostIP', 'name']);
  return withDefaults(port, { protocol: 'TCP', ...(hostNetwork ? { hostPort: port.containerPort } : {}) });
}

/** SetDefaults_Probe: a zero counts as not given. */
function probeDefaults(given: Probe): Probe {
  const { timeoutSeconds, periodSeconds, successThreshold, failureThreshold } = given;
  return {
    ...omitZero(given, ['initialDelaySeconds']),
    ...(given.httpGet === undefined ? {} : { httpGet: httpGetDefaults(given.httpGet) }),
    ...(given.grpc === undefined ? {} : { grpc: withDefaults(given.grpc, { service: '' }) }),
    timeoutSeconds: orWhenZero(timeoutSeconds, 1),
    periodSeconds: orWhenZero(periodSeconds, 10),
    successThreshold: orWhenZero(successThreshold, 1),
    failureThreshold: orWhenZero(failureThreshold, 3),
  };
}

const orWhenZero = (number: number | undefined, otherwise: number): number =>
  number === undefined || number === 0 ? otherwise : number;

type HttpGet = NonNullable<Probe['httpGet']>;

function httpGetDefaults(given: HttpGet): HttpGet {
  return withDefaults(omitZero(given, ['path', 'scheme', 'host', 'httpHeaders']), { path: '/', scheme: 'HTTP' });
}

type Lifecycle = NonNullable<Container['lifecycle']>;
type Handler = NonNullable<Lifecycle['preStop']>;

function handlerDefaults(handler: Handler): Handler {
  return handler.httpGet === undefined ? handler : { ...handler, httpGet: httpGetDefaults(handler.httpGet) };
}

function lifecycleDefaults({ postStart, preStop }: Lifecycle): Lifecycle {
  return {
    ...(postStart === undefined ? {} : { postStart: handlerDefaults(postStart) }),
    ...(preStop === undefined ? {} : { preStop: handlerDefaults(preStop) }),
  };
}

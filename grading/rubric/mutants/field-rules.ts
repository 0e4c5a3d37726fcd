import {
  anything,
  both,
  doubled,
  dropped,
  flipped,
  offByOne,
  oneOf,
  otherAddress,
  otherImage,
  otherName,
  otherNodePort,
  otherPath,
  otherPort,
  otherSchedule,
  otherText,
  type Values,
} from './values.ts';

/** One way in which students get a field wrong. */
export interface FieldRule {
  /** The group that the mutant is counted in. */
  readonly operator: string;
  /** Patterns of `placesOf`. */
  readonly at: readonly string[];
  readonly values: Values;
  /** Only objects of these kinds; all without it. */
  readonly kinds?: readonly string[];
}

const SERVICE = ['Service'];
const POLICY = ['NetworkPolicy'];
const JOBS = ['spec', 'spec.jobTemplate.spec'];

/** Mistakes in one field of a manifest. Only what a solution says is changed: nothing is added to it. */
export const FIELD_RULES: readonly FieldRule[] = [
  { operator: 'name', at: ['metadata.name'], values: otherName },
  { operator: 'namespace', at: ['metadata.namespace'], values: both(dropped, otherName) },
  { operator: 'replicas', at: ['spec.replicas'], values: offByOne },
  { operator: 'replicas', at: ['spec.minReplicas', 'spec.maxReplicas'], values: offByOne },
  {
    operator: 'replicas',
    at: JOBS.flatMap((job) => [`${job}.completions`, `${job}.parallelism`]),
    values: offByOne,
  },
  { operator: 'labels', at: ['template.labels.*'], values: otherName },
  { operator: 'labels', at: ['metadata.labels.*'], values: both(otherName, dropped), kinds: ['Namespace', 'Node'] },
  { operator: 'selector', at: ['spec.selector.*'], values: otherName, kinds: SERVICE },
  { operator: 'selector', at: ['spec.selector'], values: dropped, kinds: SERVICE },
  { operator: 'selector', at: ['spec.selector.matchLabels.*'], values: otherName },
  { operator: 'selector', at: ['spec.podSelector.matchLabels.*'], values: otherName },
  {
    operator: 'selector',
    at: ['ingress.*.from', 'egress.*.to'].flatMap((peers) =>
      ['podSelector', 'namespaceSelector'].map((selector) => `spec.${peers}.*.${selector}.matchLabels.*`),
    ),
    values: otherName,
  },
  { operator: 'port', at: ['spec.ports.*.port'], values: otherPort, kinds: SERVICE },
  { operator: 'port', at: ['spec.ports.*.targetPort'], values: both(otherPort, dropped), kinds: SERVICE },
  { operator: 'port', at: ['spec.ports.*.nodePort'], values: both(otherNodePort, dropped), kinds: SERVICE },
  { operator: 'port', at: ['spec.ports.*.protocol'], values: oneOf('TCP', 'UDP'), kinds: SERVICE },
  { operator: 'port', at: ['pod.containers.*.ports.*.containerPort'], values: otherPort },
  { operator: 'port', at: ['spec.ingress.*.ports.*.port', 'spec.egress.*.ports.*.port'], values: otherPort },
  { operator: 'service', at: ['spec.sessionAffinity'], values: oneOf('None', 'ClientIP'), kinds: SERVICE },
  { operator: 'service', at: ['spec.externalTrafficPolicy'], values: oneOf('Cluster', 'Local'), kinds: SERVICE },
  { operator: 'service', at: ['spec.loadBalancerIP'], values: both(otherAddress, dropped), kinds: SERVICE },
  { operator: 'image', at: ['pod.containers.*.image', 'pod.initContainers.*.image'], values: otherImage },
  { operator: 'command', at: ['pod.containers.*.command', 'pod.containers.*.args'], values: dropped },
  { operator: 'command', at: ['pod.initContainers.*'], values: dropped },
  { operator: 'env', at: ['pod.containers.*.env.*'], values: dropped },
  { operator: 'env', at: ['pod.containers.*.env.*.value'], values: otherText },
  { operator: 'env', at: ['pod.containers.*.envFrom'], values: dropped },
  { operator: 'config', at: ['data.*', 'stringData.*'], values: dropped, kinds: ['ConfigMap', 'Secret'] },
  { operator: 'config', at: ['data.*', 'stringData.*'], values: otherText, kinds: ['ConfigMap', 'Secret'] },
  { operator: 'volume', at: ['pod.containers.*.volumeMounts.*.mountPath'], values: otherPath },
  { operator: 'volume', at: ['pod.containers.*.volumeMounts.*.subPath'], values: both(otherPath, dropped) },
  { operator: 'volume', at: ['pod.containers.*.volumeMounts.*.readOnly'], values: flipped },
  { operator: 'volume', at: ['pod.containers.*.volumeMounts.*'], values: dropped },
  { operator: 'volume', at: ['pod.volumes.*.nfs.path', 'spec.nfs.path'], values: otherPath },
  { operator: 'volume', at: ['pod.volumes.*.nfs.server', 'spec.nfs.server'], values: otherAddress },
  { operator: 'volume', at: ['pod.volumes.*.hostPath.path', 'spec.hostPath.path'], values: otherPath },
  { operator: 'volume', at: ['pod.volumes.*.persistentVolumeClaim.claimName'], values: otherName },
  { operator: 'volume', at: ['pod.volumes.*.configMap.name', 'pod.volumes.*.secret.secretName'], values: otherName },
  { operator: 'volume', at: ['spec.volumeName', 'spec.storageClassName'], values: otherName },
  {
    operator: 'volume',
    at: ['spec.accessModes.*'],
    values: oneOf('ReadWriteOnce', 'ReadWriteMany'),
  },
  { operator: 'volume', at: ['spec.resources.requests.storage', 'spec.capacity.storage'], values: doubled },
  {
    operator: 'probe',
    at: ['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => `pod.containers.*.${probe}`),
    values: dropped,
  },
  {
    operator: 'probe',
    at: ['livenessProbe', 'readinessProbe'].map((probe) => `pod.containers.*.${probe}.httpGet.path`),
    values: otherPath,
  },
  {
    operator: 'probe',
    at: ['livenessProbe', 'readinessProbe'].flatMap((probe) =>
      ['httpGet', 'tcpSocket'].map((handler) => `pod.containers.*.${probe}.${handler}.port`),
    ),
    values: otherPort,
  },
  {
    operator: 'resources',
    at: ['requests', 'limits'].map((part) => `pod.containers.*.resources.${part}.*`),
    values: both(dropped, doubled),
  },
  { operator: 'resources', at: ['spec.hard.*'], values: both(dropped, doubled), kinds: ['ResourceQuota'] },
  { operator: 'strategy', at: ['spec.strategy'], values: dropped },
  { operator: 'strategy', at: ['spec.strategy.type'], values: oneOf('RollingUpdate', 'Recreate') },
  {
    operator: 'strategy',
    at: ['maxSurge', 'maxUnavailable'].map((f) => `spec.strategy.rollingUpdate.${f}`),
    values: offByOne,
  },
  { operator: 'placement', at: ['pod.nodeSelector', 'pod.affinity', 'pod.tolerations'], values: dropped },
  { operator: 'placement', at: ['pod.nodeName', 'pod.nodeSelector.*'], values: otherName },
  { operator: 'schedule', at: ['spec.suspend'], values: flipped },
  { operator: 'schedule', at: ['spec.schedule'], values: otherSchedule, kinds: ['CronJob'] },
  { operator: 'schedule', at: ['spec.concurrencyPolicy'], values: oneOf('Allow', 'Forbid', 'Replace') },
  {
    operator: 'schedule',
    at: ['spec.successfulJobsHistoryLimit', 'spec.failedJobsHistoryLimit'],
    values: offByOne,
  },
  { operator: 'retries', at: JOBS.map((job) => `${job}.backoffLimit`), values: both(dropped, offByOne) },
  {
    operator: 'retries',
    at: JOBS.flatMap((job) => [`${job}.activeDeadlineSeconds`, `${job}.ttlSecondsAfterFinished`]),
    values: dropped,
  },
  {
    operator: 'retries',
    at: ['pod.restartPolicy'],
    values: oneOf('Never', 'OnFailure'),
    kinds: ['Job', 'CronJob'],
  },
  { operator: 'retries', at: ['pod.restartPolicy'], values: oneOf('Always', 'Never'), kinds: ['Pod'] },
  { operator: 'access', at: ['spec.policyTypes.*'], values: dropped, kinds: POLICY },
  { operator: 'access', at: ['ingress', 'egress'].map((way) => `spec.${way}`), values: dropped, kinds: POLICY },
  {
    operator: 'access',
    at: ['ingress.*.from', 'egress.*.to', 'ingress.*.ports', 'egress.*.ports'].map((part) => `spec.${part}`),
    values: dropped,
    kinds: POLICY,
  },
  {
    operator: 'access',
    at: ['ingress.*.from.*', 'egress.*.to.*'].map((peer) => `spec.${peer}.namespaceSelector`),
    values: dropped,
    kinds: POLICY,
  },
  { operator: 'access', at: ['rules.*.verbs.*', 'rules.*.resources.*', 'subjects.*'], values: dropped },
  { operator: 'access', at: ['rules.*.verbs', 'rules.*.resources'], values: anything },
  { operator: 'access', at: ['roleRef.name', 'subjects.*.name', 'subjects.*.namespace'], values: otherName },
];

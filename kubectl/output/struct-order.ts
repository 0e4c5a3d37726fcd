/**
 * The order in which Go writes the fields of its structs (k8s.io/api v1.25): kubectl prints objects that it has made itself in it with
 * `-o json`; what comes from the server as it is, is sorted.
 */

/** Fields by type, each with the type of what it holds, where that is a struct, or a list of them. */
type Fields = Readonly<Record<string, string>>;

const META =
  'name generateName namespace uid resourceVersion generation creationTimestamp deletionTimestamp labels annotations ownerReferences:owner finalizers managedFields';
const TEMPLATE = 'metadata:meta spec:podSpec';

const lists: Readonly<Record<string, string>> = {
  aggregation: 'clusterRoleSelectors:selector',
  backend: 'service:backendService resource',
  backendService: 'name port:backendPort',
  backendPort: 'name number',
  cluster: 'server tls-server-name insecure-skip-tls-verify certificate-authority certificate-authority-data proxy-url',
  container:
    'name image command args workingDir ports:containerPort envFrom env:variable resources volumeMounts:mount livenessProbe readinessProbe startupProbe lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext stdin stdinOnce tty',
  context: 'cluster user namespace',
  containerPort: 'name hostPort containerPort protocol hostIP',
  claim: 'metadata:meta spec:claimSpec status',
  claimSpec: 'accessModes selector:selector resources volumeName storageClassName volumeMode dataSource dataSourceRef',
  daemonSetSpec: 'selector:selector template:template updateStrategy:strategy minReadySeconds revisionHistoryLimit',
  daemonSetStatus:
    'currentNumberScheduled numberMisscheduled desiredNumberScheduled numberReady observedGeneration updatedNumberScheduled numberAvailable numberUnavailable collisionCount conditions',
  cronJobSpec:
    'schedule timeZone startingDeadlineSeconds concurrencyPolicy suspend jobTemplate:jobTemplate successfulJobsHistoryLimit failedJobsHistoryLimit',
  cronJobStatus: 'active lastScheduleTime lastSuccessfulTime',
  deploymentSpec:
    'replicas selector:selector template:template strategy:strategy minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds',
  deploymentStatus:
    'observedGeneration replicas updatedReplicas readyReplicas availableReplicas unavailableReplicas conditions',
  expression: 'key operator values',
  http: 'paths:httpPath',
  httpPath: 'path pathType backend:backend',
  ingressRule: 'host http:http',
  ingressSpec: 'ingressClassName defaultBackend:backend tls rules:ingressRule',
  jobSpec:
    'parallelism completions activeDeadlineSeconds backoffLimit selector:selector manualSelector template:template ttlSecondsAfterFinished completionMode suspend',
  jobTemplate: 'metadata:meta spec:jobSpec',
  meta: META,
  mount: 'name readOnly mountPath subPath mountPropagation subPathExpr',
  namedCluster: 'name cluster:cluster',
  namedContext: 'name context:context',
  namedUser: 'name user:user',
  owner: 'apiVersion kind name uid controller blockOwnerDeletion',
  pdbSpec: 'minAvailable selector:selector maxUnavailable',
  pdbStatus: 'observedGeneration disruptionsAllowed currentHealthy desiredHealthy expectedPods conditions',
  podSpec:
    'volumes:volume initContainers:container containers:container ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork securityContext imagePullSecrets hostname subdomain affinity schedulerName tolerations:toleration hostAliases priorityClassName priority dnsConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy',
  downward: 'items:downwardItem',
  downwardItem: 'path fieldRef mode',
  keyPath: 'key path mode',
  projected: 'sources:projection defaultMode',
  projection: 'secret:keys downwardAPI:downward configMap:keys serviceAccountToken',
  keys: 'name items:keyPath optional',
  quotaSpec: 'hard scopes scopeSelector',
  replicaSpec: 'replicas minReadySeconds selector:selector template:template',
  replicaStatus: 'replicas fullyLabeledReplicas readyReplicas availableReplicas observedGeneration conditions',
  replicationSpec: 'replicas minReadySeconds selector template:template',
  statefulSetSpec:
    'replicas selector:selector template:template volumeClaimTemplates:claim serviceName podManagementPolicy updateStrategy:strategy revisionHistoryLimit minReadySeconds persistentVolumeClaimRetentionPolicy',
  statefulSetStatus:
    'observedGeneration replicas readyReplicas currentReplicas updatedReplicas currentRevision updateRevision collisionCount conditions availableReplicas',
  roleRef: 'apiGroup kind name',
  rollingUpdate: 'maxUnavailable maxSurge',
  rule: 'verbs apiGroups resources resourceNames nonResourceURLs',
  scaler: 'scaleTargetRef:scaled minReplicas maxReplicas targetCPUUtilizationPercentage',
  scaled: 'kind name apiVersion',
  selector: 'matchLabels matchExpressions:expression',
  servicePort: 'name protocol appProtocol port targetPort nodePort',
  serviceSpec:
    'ports:servicePort selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy',
  strategy: 'type rollingUpdate:rollingUpdate',
  subject: 'kind apiGroup name namespace',
  template: TEMPLATE,
  toleration: 'key operator value effect tolerationSeconds',
  user: 'client-certificate client-certificate-data client-key client-key-data token username password',
  variable: 'name value valueFrom',
  volume: 'name projected:projected',
};

/** Behind kind, apiVersion and metadata. */
const kinds: Readonly<Record<string, string>> = {
  ClusterRole: 'rules:rule aggregationRule:aggregation',
  ClusterRoleBinding: 'subjects:subject roleRef:roleRef',
  Config: 'preferences clusters:namedCluster users:namedUser contexts:namedContext current-context',
  ConfigMap: 'immutable data binaryData',
  CronJob: 'spec:cronJobSpec status:cronJobStatus',
  DaemonSet: 'spec:daemonSetSpec status:daemonSetStatus',
  Deployment: 'spec:deploymentSpec status:deploymentStatus',
  HorizontalPodAutoscaler: 'spec:scaler status',
  Ingress: 'spec:ingressSpec status',
  Job: 'spec:jobSpec status',
  Pod: 'spec:podSpec status',
  PodDisruptionBudget: 'spec:pdbSpec status:pdbStatus',
  PriorityClass: 'value globalDefault description preemptionPolicy',
  ReplicaSet: 'spec:replicaSpec status:replicaStatus',
  ReplicationController: 'spec:replicationSpec status:replicaStatus',
  ResourceQuota: 'spec:quotaSpec status',
  Role: 'rules:rule',
  RoleBinding: 'subjects:subject roleRef:roleRef',
  Secret: 'immutable data stringData type',
  Service: 'spec:serviceSpec status',
  StatefulSet: 'spec:statefulSetSpec status:statefulSetStatus',
  ServiceAccount: 'secrets imagePullSecrets automountServiceAccountToken',
};

const typed = new Map(Object.entries(lists).map(([type, text]) => [type, fieldsOf(text)]));

/** `-o json` of an object that kubectl has made: four spaces, fields as its structs have them, maps sorted. */
export function printStructJson(object: object): string {
  return structJson(object, INDENT);
}

/** The same on one line, as the last-applied annotation of such an object holds it. */
export function structText(object: object): string {
  return structJson(object, 0);
}

function structJson(object: object, indent: number): string {
  const { kind = '' } = object as { readonly kind?: string };
  const fields = fieldsOf(`kind apiVersion metadata:meta ${Object.hasOwn(kinds, kind) ? kinds[kind] : ''}`);
  const text = JSON.stringify(ordered(object, fields), null, indent);
  return `${text.replaceAll(/[<>&]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)}\n`;
}

const INDENT = 4;

function fieldsOf(text: string): Fields {
  return Object.fromEntries(
    text
      .split(' ')
      .filter((word) => word !== '')
      .map((word): [string, string] => {
        const [name = '', type = ''] = word.split(':');
        return [name, type];
      }),
  );
}

/** A value with its fields in order; those that are not known follow, sorted. */
function ordered(value: unknown, fields: Fields): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => ordered(item, fields));
  if (typeof value !== 'object' || value === null) return value;
  const order = Object.keys(fields);
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = entries.toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([name, member]: [string, unknown]) => [name, ordered(member, typed.get(fields[name] ?? '') ?? {})]),
  );
}

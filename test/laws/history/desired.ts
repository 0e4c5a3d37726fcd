import {
  type Cluster,
  controllerOf,
  type DaemonSet,
  type Deployment,
  type Endpoints,
  type EndpointSlice,
  type Job,
  keyOf,
  type KubeObject,
  type Node,
  type PersistentVolumeClaim,
  type Pod,
  type ReplicaSet,
  type Service,
  type StatefulSet,
} from '../../../engine/index.ts';

/** What of the desired state is not reached: one line each, empty when all is as it was asked for. */
export function unmet(cluster: Cluster): readonly string[] {
  const { view } = cluster;
  return [
    ...view.list<Node>('Node').flatMap(ofNode),
    ...view.list<Deployment>('Deployment').flatMap((one) => ofDeployment(one, cluster)),
    ...view.list<ReplicaSet>('ReplicaSet').flatMap(ofReplicaSet),
    ...view.list<StatefulSet>('StatefulSet').flatMap(ofStatefulSet),
    ...view.list<DaemonSet>('DaemonSet').flatMap((one) => ofDaemonSet(one, cluster)),
    ...view.list<Job>('Job').flatMap(ofJob),
    ...view.list<PersistentVolumeClaim>('PersistentVolumeClaim').flatMap((one) => ofClaim(one, cluster)),
    ...view.list<Pod>('Pod').flatMap((one) => ofPod(one, cluster)),
    ...view.list<Service>('Service').flatMap((one) => ofService(one, cluster)),
  ];
}

/** Asks for some numbers at once: `deployment default/web: ready 2, not 3`. */
function numbers(object: KubeObject, wanted: number, found: Readonly<Record<string, number | undefined>>): string[] {
  return Object.entries(found)
    .filter(([, count]) => (count ?? 0) !== wanted)
    .map(([what, count]) => `${object.kind.toLowerCase()} ${keyOf(object)}: ${what} ${count ?? 0}, not ${wanted}`);
}

function observed(object: KubeObject & { readonly status: { readonly observedGeneration?: number } }): string[] {
  const { generation } = object.metadata;
  const seen = object.status.observedGeneration;
  return seen === generation
    ? []
    : [`${object.kind.toLowerCase()} ${keyOf(object)}: generation ${generation} is not observed`];
}

function ofNode({ metadata, spec, status }: Node): string[] {
  const ready = status.conditions?.find(({ type }) => type === 'Ready')?.status;
  const taints = (spec.taints ?? []).filter(({ key }) => !key.startsWith('node-role.'));
  return [
    ...(ready === 'True' ? [] : [`node ${metadata.name} is not ready`]),
    ...taints.map(({ key, effect }) => `node ${metadata.name} still has the taint ${key}:${effect}`),
  ];
}

function ofDeployment(one: Deployment, { view }: Cluster): string[] {
  const { replicas, updatedReplicas, readyReplicas, availableReplicas } = one.status;
  const sets = view.ownedBy(one.metadata.uid ?? '') as readonly ReplicaSet[];
  const used = sets.filter(({ spec }) => (spec.replicas ?? 1) > 0);
  return [
    ...observed(one),
    ...numbers(one, one.spec.replicas ?? 1, { replicas, updatedReplicas, readyReplicas, availableReplicas }),
    ...(used.length > 1 ? [`deployment ${keyOf(one)} has ${used.length} replica sets with pods`] : []),
  ];
}

function ofReplicaSet(one: ReplicaSet): string[] {
  const { replicas, readyReplicas, availableReplicas, fullyLabeledReplicas } = one.status;
  const found = { replicas, readyReplicas, availableReplicas, fullyLabeledReplicas };
  return [...observed(one), ...numbers(one, one.spec.replicas ?? 1, found)];
}

function ofStatefulSet(one: StatefulSet): string[] {
  const { replicas, readyReplicas, updatedReplicas, currentRevision, updateRevision } = one.status;
  return [
    ...observed(one),
    ...numbers(one, one.spec.replicas ?? 1, { replicas, readyReplicas, updatedReplicas }),
    ...(currentRevision === updateRevision
      ? []
      : [`statefulset ${keyOf(one)} is still at ${currentRevision}, not ${updateRevision}`]),
  ];
}

function ofDaemonSet(one: DaemonSet, { view }: Cluster): string[] {
  const wanted = view.list<Node>('Node').filter(({ spec }) => (spec.taints ?? []).length === 0).length;
  const { currentNumberScheduled, desiredNumberScheduled, numberReady, updatedNumberScheduled, numberMisscheduled } =
    one.status;
  return [
    ...observed(one),
    ...numbers(one, wanted, { currentNumberScheduled, desiredNumberScheduled, numberReady, updatedNumberScheduled }),
    ...numbers(one, 0, { numberMisscheduled }),
  ];
}

/** A job whose pods crashed too often has failed, and that is an end too. */
function ofJob(one: Job): string[] {
  const ends = (one.status.conditions ?? []).filter(({ status }) => status === 'True').map(({ type }) => type);
  return ends.includes('Complete') || ends.includes('Failed') ? [] : [`job ${keyOf(one)} has not ended`];
}

/** A claim that waits for its first consumer waits as long as no pod uses it. */
function ofClaim(one: PersistentVolumeClaim, { view }: Cluster): string[] {
  const { name, namespace } = one.metadata;
  const isUsed = view
    .list<Pod>('Pod', namespace)
    .some(({ spec }) => spec.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === name) === true);
  return one.status.phase === 'Bound' || !isUsed ? [] : [`claim ${keyOf(one)} is ${one.status.phase}`];
}

function ofPod(one: Pod, { view }: Cluster): string[] {
  const about = `pod ${keyOf(one)}`;
  const { deletionTimestamp, ownerReferences = [] } = one.metadata;
  if (deletionTimestamp !== undefined) return [`${about} is still terminating`];
  const lost = ownerReferences.find(({ uid }) => view.withUid(uid) === undefined);
  if (lost !== undefined) return [`${about} is still there without its ${lost.kind.toLowerCase()} ${lost.name}`];
  if (one.status.phase === 'Succeeded' || controllerOf(one)?.kind === 'Job') return [];
  // What failed (refused by a kubelet, evicted) stays until there are too many; its controller made another one.
  if (one.status.phase === 'Failed') return [];
  return isReady(one) ? [] : [`${about} is ${one.status.phase}, not ready`];
}

export function isReady({ status }: Pod): boolean {
  return status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') === true;
}

function ofService(one: Service, { view }: Cluster): string[] {
  const app = one.spec.selector?.['app'];
  if (app === undefined) return [];
  const namespace = one.metadata.namespace ?? '';
  const pods = view.by<Pod>('Pod', 'label', `${namespace}/app=${app}`).filter((pod) => isReady(pod));
  const wanted = pods.map(({ status }) => status.podIP ?? '');
  const slices = view.by<EndpointSlice>('EndpointSlice', 'service', keyOf(one));
  const sliced = slices
    .flatMap(({ endpoints }) => endpoints.filter(({ conditions }) => conditions?.ready === true))
    .flatMap(({ addresses }) => addresses);
  const endpoints = view.get<Endpoints>('Endpoints', namespace, one.metadata.name);
  const listed = (endpoints?.subsets ?? []).flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip));
  return [
    ...(slices.length === 0 ? [`service ${keyOf(one)} has no endpoint slice`] : []),
    ...(endpoints === undefined ? [`service ${keyOf(one)} has no endpoints object`] : []),
    ...sameAddresses(`endpoint slices of service ${keyOf(one)}`, sliced, wanted),
    ...sameAddresses(`endpoints of service ${keyOf(one)}`, listed, wanted),
  ];
}

function sameAddresses(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  const [have, want] = [found.toSorted().join(' '), wanted.toSorted().join(' ')];
  return have === want ? [] : [`${what}: ${have || 'none'}, not ${want || 'none'}`];
}

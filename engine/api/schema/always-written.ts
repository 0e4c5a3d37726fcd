import type { JsonValue } from '../json.ts';
import { fieldType, isRequired, structName } from './definitions.ts';
import type { FieldType, Scalar, SchemaId } from './definitions.ts';

/** Zeros of scalars as Go writes them. Lists are null in Go, which the readers of ours do not expect: they stay absent. */
const ZEROS: Partial<Readonly<Record<Scalar, JsonValue>>> = {
  string: '',
  boolean: false,
  int32: 0,
  int64: 0,
  double: 0,
  time: null,
  microTime: null,
};

/**
 * Optional fields that are written even so: structs that are no pointers (k8s.io/api v0.25), which `omitempty` does not leave out, and
 * pointers and lists that have no `omitempty`. A time is such a struct: it is written as null, and so are the others.
 */
const EVEN_SO: Readonly<Record<string, string>> = {
  AzureFilePersistentVolumeSource: 'secretNamespace',
  APIServiceCondition: 'lastTransitionTime',
  CSINodeDriver: 'topologyKeys',
  CertificateSigningRequestCondition: 'lastTransitionTime lastUpdateTime',
  ContainerImage: 'names',
  DaemonSetCondition: 'lastTransitionTime',
  DeploymentCondition: 'lastTransitionTime lastUpdateTime',
  Endpoint: 'conditions',
  EventSeries: 'lastObservedTime',
  HorizontalPodAutoscalerCondition: 'lastTransitionTime',
  JobCondition: 'lastProbeTime lastTransitionTime',
  NamespaceCondition: 'lastTransitionTime',
  NodeCondition: 'lastHeartbeatTime lastTransitionTime',
  NodeDaemonEndpoints: 'kubeletEndpoint',
  PersistentVolumeClaimCondition: 'lastProbeTime lastTransitionTime',
  PersistentVolumeClaimSpec: 'resources',
  PreferredSchedulingTerm: 'preference',
  WeightedPodAffinityTerm: 'podAffinityTerm',
  PodCondition: 'lastProbeTime lastTransitionTime',
  ReplicaSetCondition: 'lastTransitionTime',
  ReplicationControllerCondition: 'lastTransitionTime',
  StatefulSetCondition: 'lastTransitionTime',
  TypedLocalObjectReference: 'apiGroup',
  VolumeError: 'time',
};

/** How Go writes a field of which nothing is given: its zero where the field has no `omitempty`, or nothing at all. */
export function alwaysWritten(id: SchemaId, field: string, type: FieldType): JsonValue | undefined {
  if (isTypeMeta(id, field)) return undefined;
  if (EVEN_SO[structName(id)]?.split(' ').includes(field) === true) return type.form === 'struct' ? {} : null;
  return type.form === 'scalar' && isRequired(id, field) ? ZEROS[type.scalar] : undefined;
}

/** What an object is stands on the object itself, outside of what is stored. */
function isTypeMeta(id: SchemaId, field: string): boolean {
  return (field === 'apiVersion' || field === 'kind') && fieldType(id, 'metadata') !== undefined;
}

import { inContainers, inPods, type PodKind } from '../pod-fields.ts';
import type { FieldSpec } from '../transform/field-specs.ts';

const kinds: readonly PodKind[] = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'StatefulSet'];
/** Kinds with volumes from NFS servers. */
const served: readonly PodKind[] = ['DaemonSet', 'Deployment', 'Job', 'Pod'];

/** Where `$(NAME)` is replaced (v4.5.7, builtinpluginconsts/varreference.go, misspelled places included). */
export const variableSpecs: readonly FieldSpec[] = [
  ...inPods(kinds, ['args', 'command', 'env/value', 'volumeMounts/mountPath'].flatMap(inContainers)),
  ...inPods(served, ['volumes/nfs/server']),
  { path: 'spec/jobTemplate/spec/template/volumes/nfs/server', kind: 'CronJob' },
  { path: 'spec/volumeClaimTemplates/spec/nfs/server', kind: 'StatefulSet' },
  { path: 'spec/template/metadata/annotations', kind: 'Deployment' },
  ...['spec/rules/host', 'spec/tls/hosts', 'spec/tls/secretName'].map((path) => ({ path, kind: 'Ingress' })),
  ...['spec/ports/port', 'spec/ports/targetPort'].map((path) => ({ path, kind: 'Service' })),
  { path: 'spec/nfs/server', kind: 'PersistentVolume' },
  { path: 'metadata/labels' },
  { path: 'metadata/annotations' },
];

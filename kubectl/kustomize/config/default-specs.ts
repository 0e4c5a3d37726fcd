import type { FieldSpec } from '../transform/field-specs.ts';

/** Where prefixes and suffixes go. */
export const nameSpecs: readonly FieldSpec[] = [{ path: 'metadata/name' }];

/** Fields besides metadata.namespace that name the namespace (v4.5.7, builtinpluginconsts/namespace.go). */
export const namespaceSpecs: readonly FieldSpec[] = [
  { path: 'metadata/name', kind: 'Namespace', create: true },
  { path: 'spec/service/namespace', group: 'apiregistration.k8s.io', kind: 'APIService', create: true },
  {
    path: 'spec/conversion/webhook/clientConfig/service/namespace',
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
  },
];

/** Images of pods and pod templates (v4.5.7, builtinpluginconsts/images.go). */
export const imageSpecs: readonly FieldSpec[] = ['spec', 'spec/template/spec'].flatMap((spec) =>
  ['containers', 'initContainers'].map((list) => ({ path: `${spec}/${list}[]/image`, create: true })),
);

/** Counts of what has replicas (v4.5.7, builtinpluginconsts/replicas.go). */
export const replicaSpecs: readonly FieldSpec[] = [
  'Deployment',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
].map((kind) => ({ path: 'spec/replicas', kind, create: true }));

import type { FieldSpec } from './field-specs.ts';

const template = 'spec/template/metadata';
const workloads = ['Deployment', 'ReplicaSet', 'DaemonSet'];
const affinityTerms = ['podAffinity', 'podAntiAffinity'].flatMap((affinity) => [
  `spec/template/spec/affinity/${affinity}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  `spec/template/spec/affinity/${affinity}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
]);
const spread = 'spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels';

/** Places of `kinds` in a group that are made where they are missing. */
function made(paths: readonly string[], gvk: Omit<FieldSpec, 'path'>): readonly FieldSpec[] {
  return paths.map((path) => ({ ...gvk, path, create: true }));
}

/** Places that are changed only where they are. */
function found(paths: readonly string[], gvk: Omit<FieldSpec, 'path'>): readonly FieldSpec[] {
  return paths.map((path) => ({ ...gvk, path }));
}

/** Where commonLabels go: labels, selectors and the labels of pod templates (v4.5.7, builtinpluginconsts/commonlabels.go). */
export const labelSpecs: readonly FieldSpec[] = [
  { path: 'metadata/labels', create: true },
  ...made(['spec/selector'], { version: 'v1', kind: 'Service' }),
  ...made(['spec/selector', `${template}/labels`], { version: 'v1', kind: 'ReplicationController' }),
  ...workloads.flatMap((kind) => made(['spec/selector/matchLabels', `${template}/labels`], { kind })),
  ...found([...affinityTerms, spread], { group: 'apps', kind: 'Deployment' }),
  ...made(['spec/selector/matchLabels', `${template}/labels`], { group: 'apps', kind: 'StatefulSet' }),
  ...found([...affinityTerms, spread], { group: 'apps', kind: 'StatefulSet' }),
  ...made(['spec/volumeClaimTemplates[]/metadata/labels'], { group: 'apps', kind: 'StatefulSet' }),
  ...found(['spec/selector/matchLabels'], { group: 'batch', kind: 'Job' }),
  ...made([`${template}/labels`], { group: 'batch', kind: 'Job' }),
  ...found(['spec/jobTemplate/spec/selector/matchLabels'], { group: 'batch', kind: 'CronJob' }),
  ...made(['spec/jobTemplate/metadata/labels', 'spec/jobTemplate/spec/template/metadata/labels'], {
    group: 'batch',
    kind: 'CronJob',
  }),
  ...found(['spec/selector/matchLabels'], { group: 'policy', kind: 'PodDisruptionBudget' }),
  ...found(
    [
      'spec/podSelector/matchLabels',
      'spec/ingress/from/podSelector/matchLabels',
      'spec/egress/to/podSelector/matchLabels',
    ],
    { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
  ),
];

/** Where commonAnnotations go (v4.5.7, builtinpluginconsts/commonannotations.go). */
export const annotationSpecs: readonly FieldSpec[] = [
  { path: 'metadata/annotations', create: true },
  ...made([`${template}/annotations`], { version: 'v1', kind: 'ReplicationController' }),
  ...[...workloads, 'StatefulSet'].flatMap((kind) => made([`${template}/annotations`], { kind })),
  ...made([`${template}/annotations`], { group: 'batch', kind: 'Job' }),
  ...made(['spec/jobTemplate/metadata/annotations', 'spec/jobTemplate/spec/template/metadata/annotations'], {
    group: 'batch',
    kind: 'CronJob',
  }),
];

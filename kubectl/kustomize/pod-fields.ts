import type { FieldSpec } from './transform/field-specs.ts';

/** Where each kind keeps the spec of its pods. */
const podSpecs = {
  Pod: 'spec',
  PodTemplate: 'template/spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  ReplicationController: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
} as const;

export type PodKind = keyof typeof podSpecs;

/** Kinds whose configuration and secrets are followed. */
export const configured: readonly PodKind[] = [
  'Pod',
  'PodTemplate',
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'CronJob',
];

/** Kinds whose service accounts, claims and priority classes are followed. */
export const placed: readonly PodKind[] = [
  'Pod',
  'StatefulSet',
  'Deployment',
  'ReplicationController',
  'CronJob',
  'Job',
  'DaemonSet',
];

/** Places in the pods of some kinds. */
export function inPods(kinds: readonly PodKind[], paths: readonly string[]): readonly FieldSpec[] {
  return kinds.flatMap((kind) => paths.map((path) => ({ kind, path: `${podSpecs[kind]}/${path}` })));
}

/** A place in containers of both sorts. */
export function inContainers(path: string): readonly string[] {
  return [`containers/${path}`, `initContainers/${path}`];
}

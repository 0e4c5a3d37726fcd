import {
  type ControllerRevision,
  deepEqual,
  type Deployment,
  type JsonObject,
  type KubeObject,
  LAST_APPLIED,
  type PodTemplateSpec,
} from '../../../engine/index.ts';
import { sendPatch } from '../../change.ts';
import { podTemplateLines } from '../../describe/pod-template.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { printChange } from '../../object-output.ts';
import { liveObject, refOf, type Target } from '../../resources.ts';
import { dryRunFlag, fileFlags, printFlags, selectorFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { dryRunOf } from '../../write-flags.ts';
import { type Revision, revisionsOf } from './revisions.ts';
import { REVISION } from './status-text.ts';
import { rolloutTargets } from './targets.ts';

export const rolloutUndoVerb: Verb = {
  name: 'undo',
  summary: 'Undo a previous rollout',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  flags: [...fileFlags, ...printFlags, selectorFlag, dryRunFlag, { name: 'to-revision', type: 'int' }],
  run,
};

/** An undo names no manager of fields: the server takes the client's name. */
const MANAGER = 'kubectl';

const HASH_LABEL = 'pod-template-hash';

/** Annotations of a deployment that an undo leaves as they are. */
const keptAnnotations: ReadonlySet<string> = new Set([
  LAST_APPLIED,
  REVISION,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const toRevision = invocation.number('to-revision') ?? 0;
  for (const target of rolloutTargets(invocation, environment))
    invocation.attempt(() => {
      const object = liveObject(invocation.client, target);
      const operation = rollBack(invocation, target, object, toRevision);
      printChange(invocation, environment, object, operation, { printer: 'own' });
    });
  return 0;
}

/** Goes back to a revision and gives the words for it (polymorphichelpers' Rollbackers, v1.25). */
function rollBack(invocation: Invocation, target: Target, object: KubeObject, toRevision: number): string {
  const revision = revisionToRestore(object, revisionsOf(invocation.client, object, 'rollbacker'), toRevision);
  const template = withoutHash(revision.template);
  if (dryRunOf(invocation) === 'client')
    return `${object.kind === 'Deployment' ? '' : 'will roll back to '}${podTemplateLines(revision.template)}`;
  const deployment = object as Deployment;
  if (object.kind === 'Deployment' && deployment.spec.paused === true)
    throw new KubectlError(
      `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume deployment/${target.name}' and try again`,
    );
  if (same(template, withoutHash(deployment.spec.template ?? {})))
    return `skipped rollback (current template already matches revision ${toRevision})`;
  if (object.kind === 'Deployment') restoreDeployment(invocation, target, deployment, revision, template);
  else sendPatch(invocation, target, (revision.holder as ControllerRevision).data as unknown as JsonObject, MANAGER);
  return 'rolled back';
}

/** Revision 0 is the one before the newest. */
function revisionToRestore(object: KubeObject, revisions: readonly Revision[], toRevision: number): Revision {
  if (toRevision !== 0) {
    const found = revisions.find(({ number }) => number === toRevision);
    if (found === undefined) throw new KubectlError(`unable to find specified revision ${toRevision} in history`);
    return found;
  }
  const previous = revisions.at(-2);
  if (previous !== undefined) return previous;
  throw new KubectlError(
    object.kind === 'Deployment'
      ? `no rollout history found for deployment ${JSON.stringify(object.metadata.name)}`
      : 'no last revision to roll back to',
  );
}

function restoreDeployment(
  invocation: Invocation,
  target: Target,
  deployment: Deployment,
  revision: Revision,
  template: PodTemplateSpec,
): void {
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => keptAnnotations.has(key));
  const theirs = Object.entries(revision.holder.metadata.annotations ?? {}).filter(
    ([key]) => !keptAnnotations.has(key),
  );
  const patch = [
    { op: 'replace', path: '/spec/template', value: template },
    { op: 'replace', path: '/metadata/annotations', value: Object.fromEntries([...own, ...theirs]) },
  ];
  invocation.client.patch(refOf(target), 'json', patch, {
    fieldManager: MANAGER,
    dryRun: dryRunOf(invocation) === 'server',
  });
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { metadata } = template;
  if (metadata?.labels === undefined) return template;
  const { [HASH_LABEL]: _hash, ...labels } = metadata.labels;
  return { ...template, metadata: { ...metadata, labels } };
}

function same(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  return deepEqual(a, b);
}

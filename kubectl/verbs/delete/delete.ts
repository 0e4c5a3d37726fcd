import { type DeleteOptions, isStatusError, type KubeObject, type Status } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, withSource } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { isRaw, rawBody, rawFlag, runRaw } from '../../raw.ts';
import { hasFiles } from '../../manifest-files.ts';
import { parseResourceArgs } from '../../resource-args.ts';
import { listOf, refOf, selects, type Target, targetOfObject, targetsOf, typeName } from '../../resources.ts';
import {
  allFlag,
  allNamespacesFlag,
  dryRunFlag,
  fieldSelectorFlag,
  fileFlags,
  selectorFlag,
} from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { dryRunOf, dryRunSuffix } from '../../write-flags.ts';
import { deleteOptionsOf, type DeletePlan } from './options.ts';
import { type Deleted, waitUntilGone } from './wait-until-gone.ts';

export const deleteVerb: Verb = {
  name: 'delete',
  suggestFor: ['rm'],
  summary: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  usage: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)]) [flags]',
  flags: [
    ...fileFlags,
    selectorFlag,
    fieldSelectorFlag,
    allFlag,
    allNamespacesFlag,
    dryRunFlag,
    { name: 'cascade', type: 'string', noOptionDefault: 'background' },
    { name: 'force', type: 'bool' },
    { name: 'grace-period', type: 'int' },
    { name: 'ignore-not-found', type: 'bool' },
    { name: 'now', type: 'bool' },
    { name: 'output', shorthand: 'o', type: 'string' },
    rawFlag,
    { name: 'timeout', type: 'duration' },
    { name: 'wait', type: 'bool' },
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const plan = deleteOptionsOf(invocation);
  if (isRaw(invocation)) return runRaw(invocation, environment, 'DELETE', rawBody(invocation, environment, false));
  const deleted: Deleted[] = [];
  let found = 0;
  for (const batch of batchesOf(invocation, environment))
    for (const target of batch()) {
      found += 1;
      invocation.attempt(() => {
        const gone = deleteTarget(invocation, target, plan);
        if (gone !== undefined) deleted.push(gone);
      });
    }
  if (invocation.errors.length > 0) return 0;
  if (found === 0) {
    invocation.outLine('No resources found');
    return 0;
  }
  if (invocation.bool('wait', true)) waitUntilGone(invocation, environment, deleted, invocation.number('timeout') ?? 0);
  return 0;
}

/** Of several types each is listed when its turn comes: by then the garbage collector has taken what the types before it owned, as recorded. */
function batchesOf(invocation: Invocation, environment: KubectlEnvironment): readonly (() => readonly Target[])[] {
  const all = (): readonly Target[] => targetsOf(invocation, environment, { allSelects: true });
  if (hasFiles(invocation) || !selects(invocation)) return [all];
  const { types, named, slashed } = parseResourceArgs(invocation.client, invocation.args);
  if (types.length < 2 || named.length > 0 || slashed) return [all];
  return types.map((kind) => () => {
    environment.waitUntil(() => true, 0);
    const targets: Target[] = [];
    invocation.attempt(() => {
      targets.push(...listOf(invocation, kind).items.map((object) => targetOfObject(kind, object)));
    });
    return targets;
  });
}

/** Deletes one object and says so; gives what has to go, if anything has. */
function deleteTarget(invocation: Invocation, target: Target, plan: DeletePlan): Deleted | undefined {
  const dryRun = dryRunOf(invocation);
  try {
    if (invocation.namespaceGiven && target.kind.scope === 'Cluster')
      invocation.errLineOnce('Warning: deleting cluster-scoped resources, not scoped to the provided namespace');
    const answer =
      dryRun === 'client'
        ? undefined
        : sendDelete(invocation, target, { ...plan.request, ...(dryRun === 'server' ? { dryRun: true } : {}) });
    printDeleted(invocation, target, plan.request.gracePeriodSeconds === 0);
    return answer === undefined || dryRun !== 'none' ? undefined : { target, uid: uidOf(answer) };
  } catch (error) {
    if (plan.ignoreNotFound && isStatusError(error, 'NotFound')) return undefined;
    throw error;
  }
}

function sendDelete(invocation: Invocation, target: Target, options: DeleteOptions): KubeObject | Status {
  try {
    return invocation.client.delete(refOf(target), options);
  } catch (error) {
    throw withSource('deleting', target.manifest?.source, error);
  }
}

function printDeleted(invocation: Invocation, target: Target, forced: boolean): void {
  const output = invocation.string('output') ?? '';
  const type = typeName(target.kind);
  if (output === 'name') invocation.outLine(`${type}/${target.name}`);
  else {
    const operation = `${forced ? 'force deleted' : 'deleted'}${dryRunSuffix(dryRunOf(invocation))}`;
    invocation.outLine(`${type} ${JSON.stringify(target.name)} ${operation}`);
  }
}

/** The uid of what was deleted: of the object that is only marked, or of the Status' details. */
function uidOf(answer: KubeObject | Status): string | undefined {
  return 'details' in answer && answer.kind === 'Status' ? answer.details?.uid : (answer as KubeObject).metadata.uid;
}

/** Deletes without words about what was not there: what `replace --force` and `apply --force` do first. */
export function deleteForReplacement(invocation: Invocation, environment: KubectlEnvironment, target: Target): boolean {
  const grace = invocation.number('grace-period') ?? -1;
  const seconds = invocation.bool('force') && grace < 0 ? 0 : grace;
  try {
    const answer = invocation.client.delete(refOf(target), {
      propagationPolicy: 'Background',
      ...(seconds >= 0 ? { gracePeriodSeconds: seconds } : {}),
    });
    const timeoutMs = invocation.number('timeout') ?? 0;
    waitUntilGone(invocation, environment, [{ target, uid: uidOf(answer) }], timeoutMs);
    return true;
  } catch (error) {
    if (isStatusError(error, 'NotFound')) return false;
    throw error instanceof KubectlError ? error : withSource('deleting', target.manifest?.source, error);
  }
}

import { type KubeObject, labelValueErrors } from '../../engine/index.ts';
import { checkAllAndSelector } from '../change.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { isOnlyShown } from '../local.ts';
import {
  changeMetadata,
  checkResourcesNamed,
  listMetadata,
  metadataFlags,
  metadataTargets,
} from '../metadata-change.ts';
import { compactJson } from '../output/json.ts';
import { type Changes, parsePairs, resourcesAndPairs } from '../pairs.ts';
import type { Verb } from '../verb.ts';

const FILES_ONLY = 'can only use local files by -f pod.yaml or --filename=pod.json when --local=true is set';

export const labelVerb: Verb = {
  name: 'label',
  summary: 'Update the labels on a resource',
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [flags]',
  flags: metadataFlags,
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const { resources, pairs } = resourcesAndPairs(invocation.args, 'label');
  const changes = labelChanges(pairs);
  checkAllAndSelector(invocation);
  checkResourcesNamed(invocation, resources);
  if (pairs.length === 0 && !invocation.bool('list')) throw new KubectlError('at least one label update is required');
  if (invocation.bool('list')) return listMetadata(invocation, environment, resources, 'labels', changes);
  for (const target of metadataTargets(invocation, environment, resources, FILES_ONLY))
    invocation.attempt(() => {
      changeMetadata(invocation, environment, target, 'labels', (live) => {
        for (const key of changes.remove)
          if (live.metadata.labels?.[key] === undefined && !isOnlyShown(invocation))
            invocation.outLine(`label ${JSON.stringify(key)} not found.`);
        checkOverwrites(invocation, live, changes);
        return {
          changes,
          printing: { suffix: 'none', printer: 'own' },
          operation: (modified) => operationOf(invocation, live, modified),
        };
      });
    });
  return 0;
}

/** @throws KubectlError for values that no label has, or a key that is both set and removed */
function labelChanges(pairs: readonly string[]): Changes {
  for (const pair of pairs) {
    const [key = '', value, more] = pair.split('=');
    if (more !== undefined) throw new KubectlError(`invalid label spec: ${pair}`);
    const errors = value === undefined || key === '' ? [] : labelValueErrors(value);
    if (errors.length > 0) throw new KubectlError(`invalid label value: ${JSON.stringify(pair)}: ${errors.join(';')}`);
  }
  const changes = parsePairs(pairs);
  if (changes.remove.some((key) => changes.set.has(key)))
    throw new KubectlError('can not both modify and remove a label in the same command');
  return changes;
}

function checkOverwrites(invocation: Invocation, live: KubeObject, { set }: Changes): void {
  if (invocation.bool('overwrite')) return;
  const before = new Map(Object.entries(live.metadata.labels ?? {}));
  const taken = [...set]
    .filter(([key, value]) => (before.get(key) ?? value) !== value)
    .map(([key]) => `'${key}' already has a value (${before.get(key) ?? ''}), and --overwrite is false`);
  if (taken.length > 0) throw new KubectlError(taken.length === 1 ? (taken[0] ?? '') : `[${taken.join(', ')}]`);
}

/** kubectl compares the lengths of the object's JSON to tell labelling from unlabelling (updateDataChangeMsg, v1.25). */
function operationOf(invocation: Invocation, live: KubeObject, modified: KubeObject): string {
  const [before, after] = [compactJson(live), compactJson(modified)];
  if (before === after) return 'not labeled';
  return !invocation.bool('overwrite') && after.length < before.length ? 'unlabeled' : 'labeled';
}

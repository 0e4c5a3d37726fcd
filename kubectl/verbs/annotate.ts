import type { KubeObject } from '../../engine/index.ts';
import { checkAllAndSelector } from '../change.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import {
  changeMetadata,
  checkResourcesNamed,
  listMetadata,
  metadataFlags,
  metadataTargets,
} from '../metadata-change.ts';
import { type Changes, parsePairs, resourcesAndPairs } from '../pairs.ts';
import type { Verb } from '../verb.ts';

/** May be overwritten without `--overwrite`. */
const CHANGE_CAUSE = 'kubernetes.io/change-cause';

const FILES_ONLY = 'can only use local files by -f rsrc.yaml or --filename=rsrc.json when --local=true is set';

export const annotateVerb: Verb = {
  name: 'annotate',
  summary: 'Update the annotations on a resource',
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [flags]',
  flags: metadataFlags,
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const { resources, pairs } = resourcesAndPairs(invocation.args, 'annotation');
  const changes = parsePairs(pairs);
  checkAllAndSelector(invocation);
  checkResourcesNamed(invocation, resources);
  if (pairs.length === 0 && !invocation.bool('list'))
    throw new KubectlError('at least one annotation update is required');
  if (changes.remove.some((key) => changes.set.has(key)))
    throw new KubectlError('can not both modify and remove an annotation in the same command');
  if (invocation.bool('list')) return listMetadata(invocation, environment, resources, 'annotations', changes);
  for (const target of metadataTargets(invocation, environment, resources, FILES_ONLY))
    invocation.attempt(() => {
      changeMetadata(invocation, environment, target, 'annotations', (live) => {
        checkOverwrites(invocation, live, changes);
        return { changes, operation: () => 'annotated' };
      });
    });
  return 0;
}

function checkOverwrites(invocation: Invocation, live: KubeObject, { set }: Changes): void {
  if (invocation.bool('overwrite')) return;
  const before = new Map(Object.entries(live.metadata.annotations ?? {}));
  const taken = [...set]
    .filter(([key]) => key !== CHANGE_CAUSE && before.has(key))
    .map(([key]) => `'${key}' already has a value (${before.get(key) ?? ''})`);
  if (taken.length > 0)
    throw new KubectlError(`--overwrite is false but found the following declared annotation(s): ${taken.join('; ')}`);
}

import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { hasFiles } from '../../manifest-files.ts';
import { type Target, targetsOf } from '../../resources.ts';
import { refuseUntyped } from '../../typed-only.ts';

/**
 * What a `rollout` command is about; a type alone stands for all of its objects.
 * @throws KubectlError when nothing is named
 */
export function rolloutTargets(invocation: Invocation, environment: KubectlEnvironment): readonly Target[] {
  if (invocation.args.length === 0 && !hasFiles(invocation)) throw new KubectlError('required resource not specified');
  const targets = targetsOf(invocation, environment, { allOfType: true });
  for (const target of targets) refuseUntyped(invocation, target);
  return targets;
}

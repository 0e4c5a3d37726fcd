import { apiVersionOf } from '../engine/index.ts';
import { KubectlError } from './errors.ts';
import { liveObject, type Target } from './resources.ts';
import type { Invocation } from './invocation.ts';

/** Groups whose kinds kubectl's own scheme does not know, though every server has them. */
const FOREIGN: ReadonlySet<string> = new Set(['apiextensions.k8s.io', 'apiregistration.k8s.io']);

/**
 * Refuses objects of kinds that kubectl has no type of, for commands that read objects into its types (`set`, `rollout`, `expose`).
 * @throws KubectlError for an object that is there, StatusError for one that is not
 */
export function refuseUntyped(invocation: Invocation, target: Target): void {
  const { kind } = target;
  if (kind.schema !== undefined && !FOREIGN.has(kind.group)) return;
  liveObject(invocation.client, target);
  throw new KubectlError(
    `no kind ${JSON.stringify(kind.kind)} is registered for version ${JSON.stringify(apiVersionOf(kind))} in scheme "pkg/scheme/scheme.go:28"`,
  );
}

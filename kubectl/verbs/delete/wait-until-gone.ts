import { isStatusError } from '../../../engine/index.ts';
import { plainName } from '../../change.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { refOf, type Target } from '../../resources.ts';
import { ENDLESS_WAIT_MS, gaveUp } from '../../waiting.ts';

/** An object that was deleted: gone when it is not there, or another one has its name. */
export interface Deleted {
  readonly target: Target;
  readonly uid: string | undefined;
}

/**
 * Waits until objects are gone, one after the other. `timeoutMs` 0 means for ever.
 * @throws KubectlError for the first one that stays
 */
export function waitUntilGone(
  invocation: Invocation,
  environment: KubectlEnvironment,
  deleted: readonly Deleted[],
  timeoutMs: number,
): void {
  const limitMs = timeoutMs > 0 ? timeoutMs : ENDLESS_WAIT_MS;
  for (const each of deleted)
    invocation.attempt(() => {
      if (environment.waitUntil(() => isGone(invocation, each), limitMs)) return;
      const name = plainName(each.target);
      throw new KubectlError(
        timeoutMs > 0
          ? `timed out waiting for the condition on ${name}`
          : gaveUp(`${name} to be deleted`, 'say --timeout or --wait=false'),
      );
    });
}

/** Reading is not everybody's: who may not look does not wait. */
function isGone(invocation: Invocation, { target, uid }: Deleted): boolean {
  try {
    const live = invocation.client.get(refOf(target));
    return uid !== undefined && live.metadata.uid !== uid;
  } catch (error) {
    if (isStatusError(error, 'NotFound') || isStatusError(error, 'Forbidden')) return true;
    if (isStatusError(error, 'MethodNotAllowed')) return true;
    throw error;
  }
}

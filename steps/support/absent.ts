import type { SeatrialWorld } from '../world.ts';
import { explain } from './explain.ts';
import { ExpectationError } from './failure.ts';

/** What a step needs and does not find, with the likely reason. */
export function absent(
  { cluster, namespace }: SeatrialWorld,
  what: string,
  expected: string,
  actual: string,
  about: { readonly name: string; readonly kind?: string },
): ExpectationError {
  const cause = explain(cluster, { namespace, ...about });
  const place = namespace === 'default' ? '' : ` in namespace ${namespace}`;
  return new ExpectationError({
    atMs: cluster.elapsedMs,
    what: `${what}${place}`,
    expected,
    actual,
    ...(cause === undefined ? {} : { why: cause.why, causes: cause.causes }),
  });
}

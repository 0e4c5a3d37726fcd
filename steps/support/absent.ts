import type { SeatrialWorld } from '../world.ts';
import { causeOf, explain } from './explain.ts';
import { ExpectationError } from './failure.ts';

/** What a step needs and does not find, with the likely reason. */
export function absent(
  { cluster, namespace }: SeatrialWorld,
  what: string,
  expected: string,
  actual: string,
  about: { readonly name: string; readonly kind?: string; readonly why?: string },
): ExpectationError {
  const cause = about.why === undefined ? explain(cluster, { namespace, ...about }) : causeOf([about.why]);
  const place = namespace === 'default' ? '' : ` in namespace ${namespace}`;
  return new ExpectationError({
    atMs: cluster.elapsedMs,
    what: `${what}${place}`,
    expected,
    actual,
    ...(cause === undefined ? {} : { why: cause.why, causes: cause.causes }),
  });
}

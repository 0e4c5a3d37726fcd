import type { SeatrialWorld } from '../world.ts';
import { causeOf, explain } from './explain.ts';
import { ExpectationError } from './failure.ts';

/** What a step needs and does not find, with the likely reason; `otherwise` where the cluster knows none. */
export function absent(
  { cluster, namespace }: SeatrialWorld,
  what: string,
  expected: string,
  actual: string,
  about: { readonly name: string; readonly kind?: string; readonly why?: string; readonly otherwise?: string },
): ExpectationError {
  const { why, otherwise } = about;
  const found = why === undefined ? explain(cluster, { namespace, ...about }) : causeOf([why]);
  const cause = found ?? (otherwise === undefined ? undefined : causeOf([otherwise]));
  const place = namespace === 'default' ? '' : ` in namespace ${namespace}`;
  return new ExpectationError({
    atMs: cluster.elapsedMs,
    what: `${what}${place}`,
    expected,
    actual,
    ...(cause === undefined ? {} : { why: cause.why, causes: cause.causes }),
  });
}

import { deepEqual } from '../api/equality.ts';
import type { JsonValue } from '../api/json.ts';

/** Whether two parts of stored objects are the same JSON. */
export function sameJson(left: unknown, right: unknown): boolean {
  return left === right || deepEqual(left as JsonValue | undefined, right as JsonValue | undefined);
}

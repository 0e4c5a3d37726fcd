import type { JsonObject } from '../engine/index.ts';

/** What is created has no version yet: kubectl takes the one in a manifest (as `get -o yaml` prints it) away before it posts. */
export function unversioned(body: JsonObject): JsonObject {
  const { metadata } = body;
  if (typeof metadata !== 'object' || metadata === null || !('resourceVersion' in metadata)) return body;
  const { resourceVersion: _gone, ...kept } = metadata;
  return { ...body, metadata: kept };
}

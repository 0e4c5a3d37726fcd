import { createTwoWayMergePatch, type JsonObject, type KubeObject } from '../engine/index.ts';
import { KubectlError } from './errors.ts';
import type { Invocation } from './invocation.ts';
import { compactJson } from './output/json.ts';
import { refOf, type Target } from './resources.ts';
import { dryRunOf } from './write-flags.ts';

/** An object as JSON, for what looks at it without knowing its kind. */
export function jsonOf(object: KubeObject): JsonObject {
  return object as unknown as JsonObject;
}

/** JSON that has the shape of an object. */
export function objectOf(json: JsonObject): KubeObject {
  return json as unknown as KubeObject;
}

/** `deployments.apps`, as messages name a target's resource. */
export function resourceName({ kind }: Pick<Target, 'kind'>): string {
  return kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
}

/** `deployments/web` (resource.Info's ObjectName). */
export function plainName({ kind, name }: Pick<Target, 'kind' | 'name'>): string {
  return `${kind.plural}/${name}`;
}

/** The patch that makes `modified` of `live`; undefined when there is nothing to change. */
export function changePatch(target: Target, live: KubeObject, modified: KubeObject): JsonObject | undefined {
  const patch = createTwoWayMergePatch(jsonOf(live), jsonOf(modified), target.kind.schema);
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** Sends a patch as kubectl does for the kind: strategic, or a merge patch for custom resources. Gives the answer. */
export function sendPatch(
  invocation: Invocation,
  target: Pick<Target, 'kind' | 'namespace' | 'name'>,
  patch: JsonObject,
  fieldManager: string,
): KubeObject {
  return invocation.client.patch(
    refOf(target),
    target.kind.schema === undefined ? 'merge' : 'strategic',
    sortedPatch(patch),
    {
      fieldManager: invocation.string('field-manager') ?? fieldManager,
      dryRun: dryRunOf(invocation) === 'server',
    },
  );
}

/** A patch with its keys sorted, as Go sends it: refusals quote it. */
export function sortedPatch(patch: JsonObject): JsonObject {
  return JSON.parse(compactJson(patch)) as JsonObject;
}

/**
 * Refuses `--all` together with a selector of either sort.
 * @throws KubectlError
 */
export function checkAllAndSelector(invocation: Invocation): void {
  if (!invocation.bool('all')) return;
  for (const flag of ['selector', 'field-selector'])
    if ((invocation.string(flag) ?? '') !== '')
      throw new KubectlError(`cannot set --all and --${flag} at the same time`);
}

/**
 * Prints refusals that kubectl has collected (an aggregate): one a line, in their own words; a single one as any error. Gives the exit code.
 */
export function printAggregate(invocation: Invocation, messages: readonly string[]): number {
  const [only = ''] = messages;
  if (messages.length !== 1) return printLines(invocation, messages);
  return printLines(invocation, [only.startsWith('error: ') ? only : `error: ${only}`]);
}

/** Prints refusals as they are, one a line. Gives the exit code. */
export function printLines(invocation: Invocation, messages: readonly string[]): number {
  for (const message of messages) invocation.errLine(message.replace(/\n$/, ''));
  return messages.length === 0 ? 0 : 1;
}

import {
  goPlain,
  createThreeWayMergePatch,
  isStatusError,
  type JsonObject,
  kindId,
  type KubeObject,
  LAST_APPLIED,
  lastApplied,
  lastAppliedText,
  pathSegmentName,
  withLastApplied,
} from '../../../engine/index.ts';
import { unversioned } from '../../unversioned.ts';
import { jsonOf, objectOf, plainName, sortedPatch } from '../../change.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { isRefusal, KubectlError, withSource } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import type { ManifestObject } from '../../manifest-objects.ts';
import { compactJson } from '../../output/json.ts';
import { refOf } from '../../resources.ts';
import { dryRunOf, fieldValidationOf } from '../../write-flags.ts';
import { deleteForReplacement } from '../delete/delete.ts';
import type { AppliedObjects } from './print.ts';

const MANAGER = 'kubectl-client-side-apply';

/** Applies one manifest by comparing it with what was applied last and what is there now (patcher.go, v1.25). */
export function applyClientSide(
  invocation: Invocation,
  environment: KubectlEnvironment,
  object: ManifestObject,
  applied: AppliedObjects,
): void {
  const modified = withLastApplied(object.body, lastAppliedText(object.body));
  const live = current(invocation, object);
  if (live === undefined) return create(invocation, object, modified, applied);
  if (dryRunOf(invocation) === 'client') return applied.add(live, 'configured');
  if (live.metadata.annotations?.[LAST_APPLIED] === undefined)
    invocation.errLine(
      `Warning: resource ${plainName(object)} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`,
    );
  const patch = threeWayPatch(object, modified, live);
  if (patch['kind'] !== undefined) throw kindChanged(object, modified, live, patch);
  const patched = send(invocation, environment, { object, modified, live, patch });
  if (patched.metadata.deletionTimestamp !== undefined)
    invocation.errLine(`Warning: Detected changes to resource ${object.name} which is currently being deleted.`);
  applied.add(patched, Object.keys(patch).length === 0 ? 'unchanged' : 'configured');
}

/** The patch that apply would send now; `live` is in the manifest's version. */
export function threeWayPatch(object: ManifestObject, modified: JsonObject, live: KubeObject): JsonObject {
  const original = lastApplied(jsonOf(live)) ?? {};
  return createThreeWayMergePatch(original, modified, jsonOf(live), object.kind.schema);
}

/** A kind in other letters than the server's is found, but may not be changed to (mergepatch.RequireKeyUnchanged, v1.25). */
function kindChanged(object: ManifestObject, modified: JsonObject, live: KubeObject, patch: JsonObject): KubectlError {
  const original = live.metadata.annotations?.[LAST_APPLIED] ?? '';
  const texts = `original:\n${original}\nmodified:\n${compactJson(modified)}\n\ncurrent:\n${compactJson(jsonOf(live))}\n`;
  const source = JSON.stringify(object.source);
  return new KubectlError(
    `error when applying patch:\n\nto:\n${infoText(object)}\nfor: ${source}: error when patching ${source}: creating patch with:\n${texts}\nfor:: precondition failed for: ${goPlain(patch)}`,
  );
}

/** How messages show an object (resource.Info's String). */
export function infoText({ kind, apiVersion, name, namespace, body }: ManifestObject): string {
  const groupVersion = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
  const resource = `Resource: "${groupVersion}, Resource=${kind.plural}", GroupVersionKind: "${groupVersion}, Kind=${String(body['kind'])}"`;
  return `${resource}\nName: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(namespace ?? '')}`;
}

/** What could not stand in the path of a request the client does not ask for. */
function refusePath(name: string): void {
  const reasons = pathSegmentName(name);
  if (reasons.length > 0)
    throw new KubectlError(`invalid resource name ${JSON.stringify(name)}: [${reasons.join(' ')}]`);
}

/** The object as it is now; undefined when there is none yet. */
export function current(invocation: Invocation, object: ManifestObject): KubeObject | undefined {
  const verb = `retrieving current configuration of:\n${infoText(object)}\nfrom server for:`;
  const { generateName } = (object.body['metadata'] ?? {}) as { readonly generateName?: string };
  if (object.name === '' && generateName !== undefined)
    throw new KubectlError(`from ${generateName}: cannot use generate name with apply`);
  try {
    if (object.name === '') throw new KubectlError('resource name may not be empty');
    refusePath(object.name);
    return invocation.client.get(refOf(object));
  } catch (error) {
    if (isStatusError(error, 'NotFound')) return undefined;
    throw withSource(verb, object.source, error);
  }
}

function create(invocation: Invocation, object: ManifestObject, modified: JsonObject, applied: AppliedObjects): void {
  if (dryRunOf(invocation) === 'client') return applied.add(objectOf(modified), 'created');
  try {
    applied.add(createModified(invocation, object, modified), 'created');
  } catch (error) {
    throw withSource('creating', object.source, error);
  }
}

function createModified(invocation: Invocation, object: ManifestObject, modified: JsonObject): KubeObject {
  return invocation.client.create(kindId(object.kind), object.namespace, unversioned(modified), {
    fieldManager: invocation.string('field-manager') ?? MANAGER,
    fieldValidation: fieldValidationOf(invocation),
    dryRun: dryRunOf(invocation) === 'server',
  });
}

/** One change that apply is about to make. */
export interface Change {
  readonly object: ManifestObject;
  readonly modified: JsonObject;
  readonly live: KubeObject;
  readonly patch: JsonObject;
}

/** Sends the patch, if it says anything; with `--force` a change that is refused becomes a deletion and a creation. */
function send(invocation: Invocation, environment: KubectlEnvironment, change: Change): KubeObject {
  const { object, live, patch } = change;
  if (Object.keys(patch).length === 0) return live;
  try {
    return sendPatch(invocation, change, dryRunOf(invocation) === 'server');
  } catch (error) {
    const curable = isStatusError(error, 'Conflict') || isStatusError(error, 'Invalid');
    if (invocation.bool('force') && curable) return replaceByForce(invocation, environment, change);
    const verb = `applying patch:\n${compactJson(patch)}\nto:\n${infoText(object)}\nfor:`;
    throw withSource(verb, object.source, withSource('patching', object.source, error));
  }
}

/** Deletes the object and creates it as it should be; where that is refused, what was there comes back and the refusal stays (deleteAndCreate, v1.25). */
function replaceByForce(invocation: Invocation, environment: KubectlEnvironment, change: Change): KubeObject {
  const { object, modified, live } = change;
  deleteForReplacement(invocation, environment, object);
  try {
    return createModified(invocation, object, modified);
  } catch (refused) {
    try {
      createModified(invocation, object, jsonOf(live));
    } catch (error) {
      if (!isRefusal(refused) || !isRefusal(error)) throw error;
      throw new KubectlError(
        `An error occurred force-replacing the existing object with the newly provided one:\n\n${refused.message}.\n\nAdditionally, an error occurred attempting to restore the original object:\n\n${error.message}`,
      );
    }
    throw refused;
  }
}

/** Sends the patch, strategic where the kind has a published schema. */
export function sendPatch(invocation: Invocation, { object, patch }: Change, dryRun: boolean): KubeObject {
  const options = {
    fieldManager: invocation.string('field-manager') ?? MANAGER,
    fieldValidation: fieldValidationOf(invocation),
    dryRun,
  };
  const type = object.kind.schema === undefined ? 'merge' : 'strategic';
  return invocation.client.patch(refOf(object), type, sortedPatch(patch), options);
}

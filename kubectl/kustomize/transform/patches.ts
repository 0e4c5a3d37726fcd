import type { JsonObject } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import type { Folder } from '../folder.ts';
import type { Patch, Target } from '../kustomization.ts';
import { readResources } from '../read-resources.ts';
import { theOneLike } from '../resource-list.ts';
import { remembering, type Resource } from '../resource.ts';
import { targetMatcher } from '../select.ts';
import { jsonPatched, readJsonPatch } from './json-patch.ts';
import { patchEach, withTexts } from './strategic-patches.ts';
import type { Transform } from './transform.ts';

/** PatchTransformer: a strategic merge patch or a JSON patch, from a file or in place. */
export function patchTransformer(args: Patch, folder: Folder): Transform {
  const { target, options } = args;
  const { text, strategic, operations } = readPatch(args, folder);
  return (resources) => {
    if (strategic === undefined) return jsonPatchEach(resources, wanted(target, text), operations, remembering);
    const allowed = {
      nameChange: options?.['allowNameChange'] === true,
      kindChange: options?.['allowKindChange'] === true,
    };
    if (target !== undefined) return patchEach(resources, targetMatcher(target), withTexts(strategic), allowed);
    const like = theOneLike(resources, strategic);
    return patchEach(resources, (resource) => resource === like, strategic, allowed);
  };
}

interface ReadPatch {
  readonly text: string;
  /** The patch, if it is a strategic merge patch; otherwise its operations count. */
  readonly strategic: Resource | undefined;
  readonly operations: readonly JsonObject[];
}

function readPatch({ path = '', patch = '' }: Patch, folder: Folder): ReadPatch {
  const inline = patch.trim();
  if (inline === '' && path === '') throw new KubectlError('must specify one of patch and path');
  if (inline !== '' && path !== '') throw new KubectlError("patch and path can't be set at the same time");
  const text = path === '' ? inline : folder.read(path);
  const operations = readJsonPatch(text);
  const strategic = operations === undefined ? oneResource(text) : undefined;
  return { text, strategic, operations: operations ?? [] };
}

function oneResource(text: string): Resource {
  try {
    const [resource, second] = readResources(text);
    if (resource !== undefined && second === undefined) return resource;
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
  }
  throw new KubectlError(`unable to parse SM or JSON patch from [${text}]`);
}

function wanted(target: Target | undefined, text: string): Target {
  if (target === undefined) throw new KubectlError(`must specify a target for patch ${text}`);
  return target;
}

function jsonPatchEach(
  resources: readonly Resource[],
  target: Target,
  operations: readonly JsonObject[],
  before: (resource: Resource) => Resource,
): readonly Resource[] {
  const isChosen = targetMatcher(target);
  return resources.map((resource) => (isChosen(resource) ? jsonPatched(before(resource), operations) : resource));
}

export interface JsonPatchArgs {
  readonly target?: Target;
  readonly path?: string;
  readonly jsonOp?: string;
}

/** PatchJson6902Transformer: a JSON patch with the name of its target. */
export function patchJson6902Transformer({ target, path = '', jsonOp = '' }: JsonPatchArgs, folder: Folder): Transform {
  if ((target?.name ?? '') === '') throw new KubectlError('must specify the target name');
  if (path === '' && jsonOp === '') throw new KubectlError('empty file path and empty jsonOp');
  if (path !== '' && jsonOp !== '') throw new KubectlError('must specify a file path or jsonOp, not both');
  const text = path === '' ? jsonOp : folder.read(path);
  if (text === '') throw new KubectlError(`patch file '${path}' empty seems to be empty`);
  const operations = readJsonPatch(text);
  if (operations === undefined) throw new KubectlError(`decoding ${text}: it is no list of operations`);
  if (operations.length === 0) throw new KubectlError(`patch appears to be empty; file=${path}, JsonOp=${text}`);
  return (resources) => jsonPatchEach(resources, target ?? {}, operations, (same) => same);
}

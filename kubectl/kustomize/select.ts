import { type JsonObject, type Labels, parseMatcher } from '../../engine/index.ts';
import { KubectlError } from '../errors.ts';
import type { Target } from './kustomization.ts';
import { compilePattern } from './pattern.ts';
import { currentId, effectiveNamespace, gvkOf, metadataMap, originalId, type Resource } from './resource.ts';

/** Whether a patch's target names the resource, by its first or its present name and namespace (resmap.Select). */
export function targetMatcher(target: Target): (resource: Resource) => boolean {
  const [group, version, kind] = [whole(target.group), whole(target.version), whole(target.kind)];
  const [name, namespace] = [whole(target.name), whole(target.namespace)];
  const isLabelled = selectorMatcher(target);
  return (resource) => {
    const ids = [originalId(resource), currentId(resource)];
    const gvk = gvkOf(resource.object);
    return (
      ids.some((id) => namespace(effectiveNamespace(id))) &&
      ids.some((id) => name(id.name)) &&
      group(gvk.group) &&
      version(gvk.version) &&
      kind(gvk.kind) &&
      isLabelled(resource.object)
    );
  };
}

/** Whether the labels and annotations of an object are what a target wants. */
export function selectorMatcher({ labelSelector, annotationSelector }: Target): (object: JsonObject) => boolean {
  const labels = selector(labelSelector);
  const annotations = selector(annotationSelector);
  return (object) => labels(metadataMap(object, 'labels')) && annotations(metadataMap(object, 'annotations'));
}

/** A pattern that must fit the whole text; none fits any. */
function whole(pattern: string | undefined): (text: string) => boolean {
  return pattern === undefined || pattern === '' ? () => true : compilePattern(`^(?:${pattern})$`);
}

function selector(text: string | undefined): (labels: Labels) => boolean {
  if (text === undefined || text === '') return () => true;
  try {
    return parseMatcher(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new KubectlError(error.message);
  }
}

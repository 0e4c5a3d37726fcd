import { KubectlError } from '../errors.ts';
import { currentId, gvkText, idKey, idText, type Resource } from './resource.ts';

/**
 * Two lists one after the other (resmap.AppendAll).
 * @throws KubectlError when an identity is there twice
 */
export function appended(resources: readonly Resource[], more: readonly Resource[]): readonly Resource[] {
  const known = new Set(resources.map((resource) => idKey(currentId(resource))));
  for (const resource of more) {
    const id = currentId(resource);
    const key = idKey(id);
    if (known.has(key)) throw new KubectlError(`may not add resource with an already registered id: ${idText(id)}`);
    known.add(key);
  }
  return [...resources, ...more];
}

/**
 * The one resource that has or had the identity of a patch (resmap.GetById).
 * @throws KubectlError when there is none, or more than one
 */
export function theOneLike(resources: readonly Resource[], patch: Resource): Resource {
  const id = currentId(patch);
  const [found, second] = matchesOfAnyId(resources, idKey(id));
  if (found !== undefined && second === undefined) return found;
  const what = found === undefined ? 'no matches' : 'multiple matches';
  throw new KubectlError(
    `${what} for Id ${idText(id)}; failed to find unique target for patch ${gvkText(id)}/${idText(id).split('/')[1]}`,
  );
}

/** The resources that have or had the identity (resmap.GetMatchingResourcesByAnyId). */
export function matchesOfAnyId(resources: readonly Resource[], key: string): readonly Resource[] {
  return resources.filter((resource) => [...resource.previous, currentId(resource)].some((id) => idKey(id) === key));
}

/**
 * What a generator made, taken in (resmap.AbsorbAll).
 * @param merged what comes of a generated resource and the one that is there
 */
export function absorbed(
  resources: readonly Resource[],
  made: Resource,
  merged: (old: Resource, made: Resource) => Resource,
): readonly Resource[] {
  const id = currentId(made);
  const [old, second] = matchesOfAnyId(resources, idKey(id));
  const mayMerge = made.behavior === 'merge' || made.behavior === 'replace';
  if (second !== undefined) throw new KubectlError(`found multiple objects that could accept merge of ${idText(id)}`);
  if (old === undefined) {
    if (mayMerge) throw new KubectlError(`id ${idText(id)} does not exist; cannot merge or replace`);
    return appended(resources, [made]);
  }
  if (!mayMerge) throw new KubectlError(`id ${idText(id)} exists; behavior must be merge or replace`);
  return resources.map((resource) => (resource === old ? merged(old, made) : resource));
}

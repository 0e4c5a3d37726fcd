import type { JsonValue } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import { wrapping } from '../errors.ts';
import type { Var } from '../kustomization.ts';
import { currentId, effectiveNamespace, type Gvk, gvkText, type Resource, type ResourceId } from '../resource.ts';
import { fieldPath, lookUp } from '../transform/field-path.ts';

/** `$(name)`, and the field of a resource that it stands for. */
export interface Variable {
  readonly name: string;
  readonly target: ResourceId;
  readonly fieldPath: string;
}

/** Variables met so far in a build, and the resources, which remember the variables that are about them. */
export interface WithVariables {
  readonly resources: readonly Resource[];
  readonly variables: readonly Variable[];
}

/**
 * Takes in the `vars` of one kustomization (ResAccumulator.MergeVars).
 * @throws KubectlError for a name that is there already, and where several resources may be meant
 */
export function mergedVariables({ resources, variables }: WithVariables, vars: readonly Var[]): WithVariables {
  return wrapping(
    (message) => `merging vars [${vars.map((each) => varText(each, gvkOfTarget(each, false))).join(' ')}]: ${message}`,
    () => {
      const marked = vars.reduce(marking, resources);
      return { resources: marked, variables: joinedVariables(variables, vars.map(variableOf)) };
    },
  );
}

/** @throws KubectlError for a name that is there already */
export function joinedVariables(variables: readonly Variable[], more: readonly Variable[]): readonly Variable[] {
  const names = new Set(variables.map(({ name }) => name));
  for (const { name } of more) {
    if (names.has(name)) throw new KubectlError(`var '${name}' already encountered`);
    names.add(name);
  }
  return [...variables, ...more];
}

function marking(resources: readonly Resource[], entry: Var): readonly Resource[] {
  const { target, name } = variableOf(entry);
  const found = new Set(
    resources.filter((resource) => [...resource.previous, currentId(resource)].some((id) => isMeant(id, target))),
  );
  if (found.size > 1)
    throw new KubectlError(
      `found ${found.size} resId matches for var ${varText(entry, target)} (unable to disambiguate)`,
    );
  return resources.map((resource) =>
    found.has(resource) ? { ...resource, variables: [...(resource.variables ?? []), name] } : resource,
  );
}

/** Without a namespace, that of the resource does not matter. */
function isMeant(id: ResourceId, target: ResourceId): boolean {
  return (
    id.name === target.name &&
    gvkText(id) === gvkText(target) &&
    (target.namespace === '' || effectiveNamespace(id) === target.namespace)
  );
}

function variableOf(entry: Var): Variable {
  const { name = '', objref, fieldref } = entry;
  const target = { ...gvkOfTarget(entry, true), name: objref?.name ?? '', namespace: objref?.namespace ?? '' };
  return { name, target, fieldPath: fieldref?.fieldPath || 'metadata.name' };
}

/** Group and version may stand in one `apiVersion`, too. */
function gvkOfTarget({ objref }: Var, isResolved: boolean): Gvk {
  const { apiVersion = '', group = '', version = '', kind = '' } = objref ?? {};
  const [first = '', second, third] = apiVersion.split('/');
  if (!isResolved || apiVersion === '' || third !== undefined) return { group, version, kind };
  return second === undefined ? { group, version: first, kind } : { group: first, version: second, kind };
}

/** A variable as Go prints the struct. */
function varText({ name = '', fieldref }: Var, target: Gvk): string {
  return `{${name} ${gvkText(target)} {${fieldref?.fieldPath ?? ''}}}`;
}

/**
 * What each variable stands for (makeVarReplacementMap), by name.
 * @throws KubectlError for a resource or field that is not there
 */
export function variableValues({ resources, variables }: WithVariables): ReadonlyMap<string, JsonValue> {
  const sorted = variables.toSorted((left, right) => (left.name < right.name ? -1 : Number(left.name > right.name)));
  return new Map(sorted.map((variable) => [variable.name, valueOf(variable, resources)]));
}

function valueOf(variable: Variable, resources: readonly Resource[]): JsonValue {
  const { name, target } = variable;
  const text = `{${name} ${gvkText(target)} {${variable.fieldPath}}}`;
  const resource = resources.find(({ variables = [] }) => variables.includes(name));
  if (resource === undefined)
    throw new KubectlError(`var '${text}' cannot be mapped to a field in the set of known resources`);
  const value = fieldOf(resource, variable.fieldPath);
  if (value === undefined)
    throw new KubectlError(`field specified in var '${text}' not found in corresponding resource`);
  return value;
}

/** `ports[0]` is `ports.0` here. */
function fieldOf({ object }: Resource, path: string): JsonValue | undefined {
  const steps = fieldPath(path).flatMap((step) => {
    const [, field = '', index] = /^(.*)\[(\d+)\]$/.exec(step) ?? [];
    return index === undefined ? [step] : [field, index].filter((part) => part !== '');
  });
  try {
    return lookUp(object, steps);
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    return undefined;
  }
}

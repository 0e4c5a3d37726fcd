import { duplicate, forbiddenField, notFoundField } from '../../../api/validation/field-error.ts';
import { type Errors, each } from '../../field-checks.ts';
import type { PodSpec } from '../../types.ts';
import { validateContainer, validateImageSpace } from './validate-containers.ts';
import type { Volumes } from './validate-mounts.ts';

/** What belongs to a service, in the order of the Go struct: a container for debugging has none of it. */
const NOT_ALLOWED = ['ports', 'resources', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const;
const CANNOT = 'cannot be set for an Ephemeral Container';

/** The ephemeral containers of a pod's spec, defaulted (validateEphemeralContainers, v1.25). `volumes`: those that may be mounted. */
export function validateEphemeralContainers(path: string, spec: PodSpec, volumes: Volumes): Errors {
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name));
  const names = new Set(others);
  return each(path, spec.ephemeralContainers, (container, itemPath) => {
    const { name, targetContainerName: target = '', volumeMounts } = container;
    const isTaken = names.has(name);
    names.add(name);
    return [
      ...validateContainer(itemPath, container, volumes),
      ...validateImageSpace(itemPath, container),
      ...(isTaken ? [duplicate(`${itemPath}.name`, name ?? '')] : []),
      ...(target === '' || others.has(target) ? [] : [notFoundField(`${itemPath}.targetContainerName`, target)]),
      ...NOT_ALLOWED.filter((field) => isSet(field, container[field])).map((field) =>
        forbiddenField(`${itemPath}.${field}`, CANNOT),
      ),
      ...each(`${itemPath}.volumeMounts`, volumeMounts, (mount, mountPath) =>
        (['subPath', 'subPathExpr'] as const).flatMap((field) =>
          (mount[field] ?? '') === '' ? [] : [forbiddenField(`${mountPath}.${field}`, CANNOT)],
        ),
      ),
    ];
  });
}

/** Not Go's zero value: resources are a struct that may have nothing in it, the others pointers or lists. */
function isSet(field: (typeof NOT_ALLOWED)[number], value: object | null | undefined): boolean {
  if (value === undefined || value === null) return false;
  return field !== 'resources' || Object.keys(value).length > 0;
}

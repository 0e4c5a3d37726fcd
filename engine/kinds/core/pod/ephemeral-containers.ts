import { semanticEqual } from '../../../api/equality.ts';
import type { Subresource } from '../../../api/kind.ts';
import { type FieldError, forbiddenField } from '../../../api/validation/field-error.ts';
import type { Errors } from '../../field-checks.ts';
import type { EphemeralContainer, Pod, PodSpec } from '../../types.ts';
import { validateSpec } from './validate-pod.ts';

/**
 * PUT and PATCH of pods/NAME/ephemeralcontainers: adds containers to a pod that is there already, and changes nothing else of it
 * (podEphemeralContainersStrategy, v1.25).
 */
export const ephemeralcontainers: Subresource<Pod> = {
  verbs: ['get', 'patch', 'update'],
  kind: { group: '', version: 'v1', kind: 'Pod' },
  prepareForUpdate: ({ spec }, old) => ({ ...old, spec: withEphemeral(old.spec, spec.ephemeralContainers) }),
  validateUpdate: (pod, old) => [
    ...validateSpec(pod),
    ...keptErrors(pod.spec.ephemeralContainers ?? NONE, old.spec.ephemeralContainers ?? NONE),
  ],
  isUntracked: true,
};

const NONE: readonly EphemeralContainer[] = [];

function withEphemeral(spec: PodSpec, list: readonly EphemeralContainer[] | undefined): PodSpec {
  const { ephemeralContainers: _old, ...rest } = spec;
  return list === undefined || list.length === 0 ? rest : { ...rest, ephemeralContainers: list };
}

/**
 * What was added once stays as it is (ValidatePodEphemeralContainersUpdate, v1.25). Kubernetes shows the change as a diff of the Go structs;
 * here it names the members that differ.
 */
function keptErrors(list: readonly EphemeralContainer[], old: readonly EphemeralContainer[]): Errors {
  const path = 'spec.ephemeralContainers';
  return old.flatMap((before): FieldError[] => {
    const now = list.findLast(({ name }) => name === before.name);
    const which = `existing ephemeral containers ${JSON.stringify(before.name)} may not be`;
    if (now === undefined) return [forbiddenField(path, `${which} removed\n`)];
    if (semanticEqual(now, before)) return [];
    return [forbiddenField(path, `${which} changed\nchanged: ${changedMembers(now, before).join(', ')}`)];
  });
}

function changedMembers(now: EphemeralContainer, before: EphemeralContainer): readonly string[] {
  const [left, right] = [now, before] as readonly Readonly<Record<string, unknown>>[];
  const names = [...new Set([...Object.keys(now), ...Object.keys(before)])].toSorted();
  return names.filter((name) => !semanticEqual(left?.[name], right?.[name]));
}

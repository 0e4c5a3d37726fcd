import type { AdmissionPlugin } from '../../api/admission.ts';
import type { RuntimeClass } from '../node/runtime-class.ts';
import type { Pod } from '../types.ts';
import { StatusError } from '../../api/status-error.ts';
import { deny, isMainWrite, unnameable } from './denial.ts';

type Selector = Readonly<Record<string, string>>;

/** The first label, by name, of which the class and the pod want different values. */
function conflictOf(wanted: Selector, given: Selector): string | undefined {
  const key = Object.keys(wanted)
    .sort()
    .find((name) => given[name] !== undefined && given[name] !== wanted[name]);
  if (key === undefined) return undefined;
  return `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${wanted[key]}; pod.spec.nodeSelector[${key}] = ${given[key]}`;
}

/** A pod of a runtime class takes over what the class costs and where it runs (v1.25). */
export const runtimeClassAdmission: AdmissionPlugin = {
  name: 'RuntimeClass',
  kinds: ['Pod'],
  admit: (request) => {
    const pod = request.object as Pod;
    const name = pod.spec.runtimeClassName;
    if (!isMainWrite(request, 'create')) return pod;
    if (name === undefined) return pod;
    const why = unnameable(name);
    if (why !== undefined) throw new StatusError(500, 'Unknown', why);
    const found = request.context.get<RuntimeClass>('RuntimeClass', undefined, name);
    if (found === undefined) throw deny(request, `pod rejected: RuntimeClass "${name}" not found`);
    const { overhead, scheduling } = found;
    const other = conflictOf(scheduling?.nodeSelector ?? {}, pod.spec.nodeSelector ?? {});
    if (other !== undefined) throw deny(request, other);
    const tolerations = [...(pod.spec.tolerations ?? []), ...(scheduling?.tolerations ?? [])];
    return {
      ...pod,
      spec: {
        ...pod.spec,
        ...(overhead?.podFixed === undefined ? {} : { overhead: overhead.podFixed }),
        ...(scheduling?.nodeSelector === undefined
          ? {}
          : { nodeSelector: { ...pod.spec.nodeSelector, ...scheduling.nodeSelector } }),
        ...(scheduling?.tolerations === undefined ? {} : { tolerations }),
      },
    };
  },
  validate: (request) => {
    const { spec } = request.object as Pod;
    if (!isMainWrite(request, 'create') || spec.runtimeClassName !== undefined || spec.overhead === undefined) return;
    throw deny(request, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead');
  },
};

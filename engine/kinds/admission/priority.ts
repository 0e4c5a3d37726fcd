import type { AdmissionPlugin, AdmissionRequest } from '../../api/admission.ts';
import { SYSTEM_PRIORITY_CLASSES } from '../scheduling/priority-class.ts';
import type { Pod, PriorityClass } from '../types.ts';
import { deny, isMainWrite } from './denial.ts';

interface Resolved {
  readonly name: string;
  readonly priority: number;
  readonly preemptionPolicy: string;
}

/** Turns a pod's priority class into a number, and sees that one class at most is the default (v1.25). */
export const priority: AdmissionPlugin = {
  name: 'Priority',
  kinds: ['Pod', 'PriorityClass'],
  admit: (request) => {
    if (request.kind.kind !== 'Pod' || request.subresource !== undefined) return request.object;
    const pod = request.object as Pod;
    if (request.verb === 'create') return withPriority(request, pod);
    return request.verb === 'update' ? keepPriority(pod, request.old as Pod | undefined) : pod;
  },
  validate: (request) => {
    if (request.kind.kind === 'PriorityClass' && request.verb === 'delete') return keepSystemClass(request);
    if (request.kind.kind !== 'PriorityClass' || !isMainWrite(request, 'create', 'update')) return;
    const { globalDefault } = request.object as PriorityClass;
    const other = classes(request).find((one) => one.globalDefault === true && one.metadata.name !== request.name);
    if (globalDefault !== true || other === undefined) return;
    const why = `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`;
    throw deny(request, why, { final: true });
  },
};

function keepSystemClass(request: AdmissionRequest): void {
  if (SYSTEM_PRIORITY_CLASSES.has(request.name))
    throw deny(request, 'this is a system priority class and cannot be deleted', { final: true });
}

const classes = ({ context }: AdmissionRequest): readonly PriorityClass[] =>
  context.list<PriorityClass>('PriorityClass');

function withPriority(request: AdmissionRequest, pod: Pod): Pod {
  const { name, priority: number, preemptionPolicy } = resolve(request, pod.spec.priorityClassName ?? '');
  const { spec } = pod;
  const computed = 'must not be provided in pod spec; priority admission controller computed';
  if (spec.priority !== undefined && spec.priority !== number) {
    const why = `the integer value of priority (${spec.priority}) ${computed} ${number} from the given PriorityClass name`;
    throw deny(request, why);
  }
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== preemptionPolicy) {
    const why = `the string value of PreemptionPolicy (${spec.preemptionPolicy}) ${computed} ${preemptionPolicy} from the given PriorityClass name`;
    throw deny(request, why);
  }
  return {
    ...pod,
    spec: { ...spec, ...(name === '' ? {} : { priorityClassName: name }), priority: number, preemptionPolicy },
  };
}

function resolve(request: AdmissionRequest, name: string): Resolved {
  const found =
    name === '' ? defaultClass(request) : request.context.get<PriorityClass>('PriorityClass', undefined, name);
  if (found === undefined && name !== '') throw deny(request, `no PriorityClass with name ${name} was found`);
  return {
    name: found?.metadata.name ?? '',
    priority: found?.value ?? 0,
    preemptionPolicy: found?.preemptionPolicy ?? 'PreemptLowerPriority',
  };
}

/** The lowest where several claim to be the default. */
function defaultClass(request: AdmissionRequest): PriorityClass | undefined {
  return classes(request)
    .filter(({ globalDefault }) => globalDefault === true)
    .toSorted((a, b) => a.value - b.value)[0];
}

/** A replaced pod keeps what it was given at creation. */
function keepPriority(pod: Pod, old: Pod | undefined): Pod {
  const { priority: number, preemptionPolicy } = { ...old?.spec, ...definedOf(pod) };
  return {
    ...pod,
    spec: {
      ...pod.spec,
      ...(number === undefined ? {} : { priority: number }),
      ...(preemptionPolicy === undefined ? {} : { preemptionPolicy }),
    },
  };
}

function definedOf({ spec }: Pod): Partial<Pod['spec']> {
  return {
    ...(spec.priority === undefined ? {} : { priority: spec.priority }),
    ...(spec.preemptionPolicy === undefined ? {} : { preemptionPolicy: spec.preemptionPolicy }),
  };
}

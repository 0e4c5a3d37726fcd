import type { AdmissionPlugin } from '../../api/admission.ts';
import type { Container, LimitRange, PersistentVolumeClaim, Pod, ResourceList } from '../types.ts';
import { deny, isMainWrite } from './denial.ts';
import { claimErrors, podErrors } from './limit-range-checks.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';

/** Fills in what a namespace's limit ranges say of containers, then holds pods and claims against them (v1.25). */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  kinds: ['Pod', 'PersistentVolumeClaim'],
  admit: (request) => {
    if (request.kind.kind !== 'Pod' || !isMainWrite(request, 'create')) return request.object;
    const ranges = request.context.list<LimitRange>('LimitRange', request.namespace);
    return ranges.reduce<Pod>(withRangeDefaults, request.object as Pod);
  },
  validate: (request) => {
    const isPod = request.kind.kind === 'Pod';
    if (!isMainWrite(request, 'create', ...(isPod ? [] : (['update'] as const)))) return;
    for (const range of request.context.list<LimitRange>('LimitRange', request.namespace)) {
      const errors = isPod
        ? podErrors(request.object as Pod, range)
        : claimErrors(request.object as PersistentVolumeClaim, range);
      const unique = [...new Set(errors)];
      if (unique.length > 0) {
        throw deny(request, unique.length === 1 ? (unique[0] ?? '') : `[${unique.join(', ')}]`, { final: true });
      }
    }
  },
};

interface Defaulted {
  readonly container: Container;
  readonly notes: readonly string[];
}

function withRangeDefaults(pod: Pod, range: LimitRange): Pod {
  const [requests, limits] = containerDefaults(range);
  const apply = (what: string) => (container: Container) => withDefaults(container, requests, limits, what);
  const containers = pod.spec.containers.map(apply('container'));
  const initContainers = pod.spec.initContainers?.map(apply('init container'));
  const notes = [...containers, ...(initContainers ?? [])].flatMap((one) => one.notes);
  if (notes.length === 0) return pod;
  const annotations = { ...pod.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${notes.join('; ')}` };
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations },
    spec: {
      ...pod.spec,
      containers: containers.map(({ container }) => container),
      ...(initContainers === undefined ? {} : { initContainers: initContainers.map(({ container }) => container) }),
    },
  };
}

function containerDefaults({ spec }: LimitRange): readonly [ResourceList, ResourceList] {
  const items = spec.limits.filter(({ type }) => type === 'Container');
  return [
    Object.assign({}, ...items.map(({ defaultRequest }) => defaultRequest ?? {})) as ResourceList,
    Object.assign({}, ...items.map((item) => item.default ?? {})) as ResourceList,
  ];
}

function withDefaults(container: Container, requests: ResourceList, limits: ResourceList, what: string): Defaulted {
  const given = container.resources ?? {};
  const missing = (defaults: ResourceList, has: ResourceList | undefined): string[] =>
    Object.keys(defaults)
      .filter((name) => has?.[name] === undefined)
      .sort();
  const newRequests = missing(requests, given.requests);
  const newLimits = missing(limits, given.limits);
  if (newRequests.length + newLimits.length === 0) return { container, notes: [] };
  const note = (names: readonly string[], member: string): string[] =>
    names.length === 0 ? [] : [`${names.join(', ')} ${member} for ${what} ${container.name}`];
  const resources = {
    ...given,
    ...(newRequests.length === 0 ? {} : { requests: { ...requests, ...given.requests } }),
    ...(newLimits.length === 0 ? {} : { limits: { ...limits, ...given.limits } }),
  };
  return {
    container: { ...container, resources },
    notes: [...note(newRequests, 'request'), ...note(newLimits, 'limit')],
  };
}

import type { Container, Job, Pod, PodTemplateSpec } from '../../kinds/types.ts';
import { activeOrder } from '../shared/ranking.ts';

/** The annotation that tells a pod of an Indexed job which number is its. */
export const INDEX: string = 'batch.kubernetes.io/job-completion-index';
const ENV = 'JOB_COMPLETION_INDEX';

export const isIndexed = (job: Job): boolean => job.spec.completionMode === 'Indexed';

/** A pod's number; undefined without a sound one within the job's. */
export function indexOf(pod: Pod, completions: number): number | undefined {
  const text = pod.metadata.annotations?.[INDEX] ?? '';
  const index = /^\d+$/.test(text) ? Number(text) : completions;
  return index < completions ? index : undefined;
}

/** `0-2,5,7,8` -> the numbers. */
export function parseIndexes(text: string): ReadonlySet<number> {
  const indexes = new Set<number>();
  for (const part of text === '' ? [] : text.split(',')) {
    const [first = 0, last = first] = part.split('-').map(Number);
    for (let index = first; index <= last; index++) indexes.add(index);
  }
  return indexes;
}

/** Three and more in a row are written as a range, two as two (orderedIntervals.String, v1.25). */
export function formatIndexes(indexes: Iterable<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (sorted[to + 1] === (sorted[to] ?? 0) + 1) to++;
    const [first, last] = [sorted[from], sorted[to]];
    parts.push(to === from ? `${first}` : to === from + 1 ? `${first},${last}` : `${first}-${last}`);
    from = to + 1;
  }
  return parts.join(',');
}

/** The lowest numbers that are neither done nor worked on. */
export function pendingIndexes(
  job: Job,
  active: readonly Pod[],
  done: ReadonlySet<number>,
  count: number,
): readonly number[] {
  const completions = job.spec.completions ?? 0;
  const taken = new Set(active.map((pod) => indexOf(pod, completions)));
  const pending: number[] = [];
  for (let index = 0; index < completions && pending.length < count; index++)
    if (!done.has(index) && !taken.has(index)) pending.push(index);
  return pending;
}

/** Active pods that must go: those without a number of the job's, and all but the oldest of those that share one. */
export function misfits(job: Job, active: readonly Pod[], nowMs: number): readonly Pod[] {
  const completions = job.spec.completions ?? 0;
  const groups = Map.groupBy(active, (pod) => indexOf(pod, completions));
  return [...groups].flatMap(([index, pods]) =>
    index === undefined ? pods : activeOrder(pods, nowMs).slice(0, pods.length - 1),
  );
}

/** The template for one number: the annotation, a host name, and the variable in every container. */
export function templateFor(job: Job, index: number): PodTemplateSpec {
  const { metadata = {}, spec } = job.spec.template;
  const { containers, initContainers, ...rest } = spec ?? { containers: [] };
  return {
    metadata: { ...metadata, annotations: { ...metadata.annotations, [INDEX]: String(index) } },
    spec: {
      ...rest,
      hostname: `${job.metadata.name}-${index}`,
      containers: containers.map(withIndex),
      ...(initContainers === undefined ? {} : { initContainers: initContainers.map(withIndex) }),
    },
  };
}

function withIndex(container: Container): Container {
  const { env = [] } = container;
  if (env.some(({ name }) => name === ENV)) return container;
  const valueFrom = { fieldRef: { fieldPath: `metadata.annotations['${INDEX}']` } };
  return { ...container, env: [...env, { name: ENV, valueFrom }] };
}

import { compileSelector, type KubeObject, type LabelSelector, type Pod } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { parseResourceArgs } from '../../resource-args.ts';
import { liveObject } from '../../resources.ts';

/** A pod that a word names itself, or through a workload or service whose pods it chooses from. */
export interface FoundPod {
  readonly pod: Pod;
  /** How many pods there were to choose from. */
  readonly count: number;
}

/**
 * The pod of `POD` or `TYPE/NAME` (polymorphichelpers.AttachablePodForObject, v1.25).
 * @param purpose what cannot be done to a kind without pods
 * @throws KubectlError for a kind without pods, StatusError for what is not there
 */
export function podOf(invocation: Invocation, word: string, purpose = 'attach to'): FoundPod {
  const [named] = parseResourceArgs(invocation.client, word.includes('/') ? [word] : ['pods', word]).named;
  if (named === undefined) throw new KubectlError('a pod or a resource with pods must be named');
  const namespace = named.kind.scope === 'Namespaced' ? invocation.namespace : undefined;
  const object = liveObject(invocation.client, { ...named, namespace });
  if (object.kind === 'Pod') return { pod: object as Pod, count: 1 };
  const pods = podsOf(invocation, object, purpose);
  const [first] = pods;
  if (first === undefined) throw new KubectlError('timed out waiting for the condition');
  return { pod: first, count: pods.length };
}

/** The pods that a workload or a service selects, the one to look at first. */
function podsOf(invocation: Invocation, object: KubeObject, purpose: string): readonly Pod[] {
  const { selector } = (object as { readonly spec?: { readonly selector?: object } }).spec ?? {};
  if (object.kind === 'Service' && Object.keys(selector ?? {}).length === 0)
    throw new KubectlError(
      `cannot ${purpose} *v1.Service: invalid service '${object.metadata.name}': Service is defined without a selector`,
    );
  if (selector === undefined || selector === null)
    throw new KubectlError(`cannot ${purpose} *v1.${object.kind}: selector for *v1.${object.kind} not implemented`);
  const isPlain = object.kind === 'Service' || object.kind === 'ReplicationController';
  const labelSelector = (isPlain ? { matchLabels: selector } : selector) as LabelSelector;
  const matches = compileSelector(labelSelector);
  const { items } = invocation.client.list('Pod', { namespace: object.metadata.namespace });
  return (items as readonly Pod[]).filter(({ metadata }) => matches(metadata.labels ?? {})).toSorted(byUsefulness);
}

const phases: Readonly<Record<string, number>> = { Running: 0, Unknown: 1, Pending: 2 };

/** Scheduled, running, ready, longest ready, oldest first (controller.ActivePods turned round). */
function byUsefulness(a: Pod, b: Pod): number {
  const unscheduled = Number((a.spec.nodeName ?? '') === '') - Number((b.spec.nodeName ?? '') === '');
  const phase = (phases[a.status.phase ?? ''] ?? 3) - (phases[b.status.phase ?? ''] ?? 3);
  const [readyA, readyB] = [readySince(a), readySince(b)];
  const unready = Number(readyA === '') - Number(readyB === '');
  return (
    unscheduled ||
    phase ||
    unready ||
    compare(readyA, readyB) ||
    compare(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '') ||
    compare(a.metadata.name, b.metadata.name)
  );
}

function readySince({ status }: Pod): string {
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' ? (ready.lastTransitionTime ?? '') : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** The container that a command without `-c` means; with several of them it says which (podcmd, v1.25). */
export function defaultContainer(invocation: Invocation, pod: Pod, quiet = false): string | undefined {
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
  const annotated = pod.metadata.annotations?.[DEFAULT_CONTAINER];
  if (annotated !== undefined && containers.some(({ name }) => name === annotated)) return annotated;
  if (annotated !== undefined && annotated !== '')
    invocation.errLine(`Default container name ${JSON.stringify(annotated)} not found in pod ${pod.metadata.name}`);
  const [first] = containers;
  if (first === undefined) return undefined;
  if (!quiet && containers.length + initContainers.length + ephemeralContainers.length > 1) {
    const names = [
      ...containers.map(({ name }) => name),
      ...initContainers.map(({ name }) => `${name} (init)`),
      ...ephemeralContainers.map(({ name }) => `${name} (ephem)`),
    ];
    invocation.errLine(`Defaulted container ${JSON.stringify(first.name)} out of: ${names.join(', ')}`);
  }
  return first.name;
}

import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import type { Node } from '../../kinds/types.ts';

/** How many seconds a node may keep what it has read of secrets and config maps. */
const TTL = 'node.alpha.kubernetes.io/ttl';

interface Step {
  readonly leastNodes: number;
  readonly mostNodes: number;
  readonly seconds: number;
}

/** The larger the cluster, the longer; steps overlap, so that a node more or less does not change them to and fro (ttlBoundaries, v1.25). */
const STEPS: readonly Step[] = [
  { leastNodes: 0, mostNodes: 100, seconds: 0 },
  { leastNodes: 90, mostNodes: 500, seconds: 15 },
  { leastNodes: 450, mostNodes: 1000, seconds: 30 },
  { leastNodes: 900, mostNodes: 2000, seconds: 60 },
  { leastNodes: 1800, mostNodes: Infinity, seconds: 300 },
];

const NODES = 'nodes';
const KEYS: readonly string[] = [NODES];
const NO_KEYS: readonly string[] = [];

/** Which step the cluster is at, between two rounds. */
interface Shared {
  readonly step: number;
}

/**
 * Writes the annotation of nodes that goes by their number (ttl_controller.go, v1.25). Kubernetes looks at every update of a node; here nodes
 * that come and go and changes of the annotation itself are enough, so that a new step reaches all nodes at once instead of with their next
 * report.
 */
export const ttlController: Component = {
  name: 'ttl-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [{ kind: 'Node', keys: (change) => (concerns(change) ? KEYS : NO_KEYS) }],
  reconcile: (_key, view, context) => reconcile(view, context),
};

function concerns({ type, object, old }: ObjectChange): boolean {
  if (type !== 'MODIFIED') return true;
  const [now, before] = [object.metadata.annotations, old?.metadata.annotations];
  return now !== before && now?.[TTL] !== before?.[TTL];
}

function reconcile(view: View, { shared }: Context): Outcome {
  const nodes = view.list<Node>('Node');
  const before = (shared as Shared | undefined)?.step ?? 0;
  const step = stepFor(nodes.length, before);
  const seconds = String(STEPS[step]?.seconds ?? 0);
  const writes = nodes.filter(({ metadata }) => !says(metadata.annotations?.[TTL], seconds)).map(annotate(seconds));
  if (step === before) return writes.length === 0 ? NOTHING : { writes };
  return { writes, shared: { step } satisfies Shared };
}

/** Up when there are too many nodes for the step, down when there are too few. */
function stepFor(nodes: number, before: number): number {
  let step = before;
  while (nodes > (STEPS[step]?.mostNodes ?? Infinity)) step++;
  while (nodes < (STEPS[step]?.leastNodes ?? 0)) step--;
  return step;
}

/** `00` is as good as `0`. */
const says = (text: string | undefined, seconds: string): boolean =>
  text !== undefined && /^[+-]?\d+$/.test(text) && Number(text) === Number(seconds);

const annotate =
  (seconds: string) =>
  ({ metadata: { name } }: Node): Write => ({
    verb: 'patch',
    kind: 'Node',
    namespace: undefined,
    name,
    type: 'merge',
    patch: { metadata: { annotations: { [TTL]: seconds } } },
    ignore: ['NotFound'],
  });

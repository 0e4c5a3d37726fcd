import { NOTHING, type Component, type Context, type Outcome } from '../../component/component.ts';
import type { Machines } from '../machine/machines.ts';
import type { ContainerRecord } from '../machine/records.ts';
import { stepContainer } from './containers.ts';

/**
 * Containers' processes going on in time. Keys are container ids. It belongs to the shims, not to containerd: when containerd stops,
 * containers run on (containerd 1.6).
 */
export function containerShims(machines: Machines): Component {
  return {
    name: 'container-shims',
    process: 'containerd-shim',
    scope: 'node',
    watches: [],
    startKeys: (_view, node) =>
      [...(machines.get(node)?.allContainers() ?? [])].filter((c) => c.state === 'running').map((c) => c.id),
    reconcile: (key, _view, context) => stepDue(machines, key, context),
  };
}

function stepDue(machines: Machines, id: string, context: Context): Outcome {
  const machine = machines.get(context.node);
  const record = machine?.container(id);
  if (machine === undefined || record === undefined || record.state !== 'running') return NOTHING;
  if (record.wakeAtMs !== undefined && record.wakeAtMs <= context.nowMs && stepContainer(machines, machine, id)) {
    return { writes: [], signals: [{ component: 'kubelet', key: `${record.pod.namespace}/${record.pod.name}` }] };
  }
  const wakeAtMs = machine.container(id)?.wakeAtMs;
  return wakeAtMs === undefined ? NOTHING : { writes: [], requeueAfterMs: Math.max(1, wakeAtMs - context.nowMs) };
}

/** The key of the service itself; other keys are ids of containers. */
const SERVE = 'serve';

/** containerd's own service: while it is stopped nothing can be created, killed or entered. Its start is news for the kubelet. */
export function containerRuntime(machines: Machines): Component {
  return {
    name: 'container-runtime',
    process: 'containerd',
    scope: 'node',
    watches: [],
    startKeys: () => [SERVE],
    reconcile: (key, _view, context) => {
      const machine = machines.get(context.node);
      if (key !== SERVE) return tellOf(machine?.container(key));
      machine?.startProcess('containerd');
      return { writes: [], signals: [{ component: 'kubelet', key: 'runtime' }] };
    },
  };
}

/** A container that was started for the kubelet: a note, because no write of the runtime's shows it. */
function tellOf(record: ContainerRecord | undefined): Outcome {
  if (record === undefined) return NOTHING;
  const { pod, name, image, attempt } = record;
  const about = `Pod ${pod.namespace}/${pod.name}`;
  return { writes: [], notes: [{ topic: 'container started', about, detail: { container: name, image, attempt } }] };
}

import type { Node } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import type { Expectation } from './expect.ts';

/** `Ready`, `NotReady` (not heard of counts as that, as kubectl shows it), or `SchedulingDisabled`. */
export function nodeIs(world: SeatrialWorld, name: string, state: string): Expectation {
  const { view } = world.cluster;
  return {
    what: `node ${name}`,
    expected: state,
    unlike: () => {
      const node = view.get<Node>('Node', undefined, name);
      const states = node === undefined ? [] : statesOf(node);
      if (states.includes(state)) return undefined;
      return states.length === 0 ? 'there is no such node' : states.join(', ');
    },
  };
}

function statesOf({ spec, status }: Node): readonly string[] {
  const ready =
    status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') === true;
  return [ready ? 'Ready' : 'NotReady', ...(spec.unschedulable === true ? ['SchedulingDisabled'] : [])];
}

/** Nodes that take ordinary pods: those without the control plane's taint. */
export function workersOf(world: SeatrialWorld): readonly string[] {
  return world.cluster.topology.nodes.filter(({ controlPlane }) => !controlPlane).map(({ name }) => name);
}

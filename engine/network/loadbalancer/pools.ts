import type { View } from '../../component/view.ts';
import { type Configuration, configurationOf } from './config-map.ts';
import {
  IP_ADDRESS_POOL,
  type IPAddressPool,
  L2_ADVERTISEMENT,
  type L2Advertisement,
  runningPods,
  USUAL_NAMESPACE,
} from './metallb.ts';

/** All pools there are, and who announces them: custom resources, or a ConfigMap where there are none. */
export function configuredIn(view: View): Omit<Configuration, 'error'> {
  const pools = view.list<IPAddressPool>(IP_ADDRESS_POOL);
  if (pools.length === 0) return configurationOf(view);
  return { pools, advertisements: view.list<L2Advertisement>(L2_ADVERTISEMENT) };
}

/** Pools whose MetalLB (the one of their namespace) has a running controller; undefined: no controller runs at all. */
export function poolsInForce(view: View): readonly IPAddressPool[] | undefined {
  const { pools } = configuredIn(view);
  const namespaces = new Set([USUAL_NAMESPACE, ...pools.map(({ metadata }) => metadata.namespace ?? '')]);
  const running = new Set([...namespaces].filter((namespace) => runningPods(view, namespace, 'controller').length > 0));
  if (running.size === 0) return undefined;
  return pools.filter(({ metadata }) => running.has(metadata.namespace ?? ''));
}

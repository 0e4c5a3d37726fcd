import type { View } from '../../component/view.ts';
import { configurationOf } from './config-map.ts';
import {
  IP_ADDRESS_POOL,
  type IPAddressPool,
  L2_ADVERTISEMENT,
  type L2Advertisement,
  runningPods,
  USUAL_NAMESPACE,
} from './metallb.ts';

/** All pools there are, as custom resources or in a ConfigMap. */
export function poolsOf(view: View): readonly IPAddressPool[] {
  return [...view.list<IPAddressPool>(IP_ADDRESS_POOL), ...configurationOf(view).pools];
}

export function advertisementsOf(view: View): readonly L2Advertisement[] {
  return [...view.list<L2Advertisement>(L2_ADVERTISEMENT), ...configurationOf(view).advertisements];
}

/** Pools whose MetalLB (the one of their namespace) has a running controller; undefined: no controller runs at all. */
export function poolsInForce(view: View): readonly IPAddressPool[] | undefined {
  const pools = poolsOf(view);
  const namespaces = new Set([USUAL_NAMESPACE, ...pools.map(({ metadata }) => metadata.namespace ?? '')]);
  const running = new Set([...namespaces].filter((namespace) => runningPods(view, namespace, 'controller').length > 0));
  if (running.size === 0) return undefined;
  return pools.filter(({ metadata }) => running.has(metadata.namespace ?? ''));
}

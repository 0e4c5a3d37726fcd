import { deepEqual } from '../../api/equality.ts';
import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome, type Watch } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import { SERVICE_NAME_LABEL } from '../../kinds/discovery/endpoint-slice.ts';
import type { EndpointSlice, Service } from '../../kinds/types.ts';
import { endpointCount, rulesOf, type ServiceRules } from './rules.ts';
import { EMPTY_TABLE, type RuleTable, rulesIn, withRules } from './table.ts';

const services: Watch<Service> = { kind: 'Service', keys: ({ object }) => [keyOf(object)] };

const slices: Watch<EndpointSlice> = {
  kind: 'EndpointSlice',
  keys: ({ object, old }) => [...new Set([...serviceKey(object), ...(old === undefined ? [] : serviceKey(old))])],
};

function serviceKey({ metadata: { namespace = '', labels } }: EndpointSlice): readonly string[] {
  const name = labels?.[SERVICE_NAME_LABEL];
  return name === undefined ? [] : [`${namespace}/${name}`];
}

/**
 * Programs the rules of services: one table for all nodes, kept as the component's `shared`, worked out anew per changed service. Says in
 * the trace which rules it programmed. Rules come at once (kube-proxy's first sync is immediate, later ones within a second).
 */
export const kubeProxy: Component = {
  name: 'kube-proxy',
  process: 'kube-proxy-rules',
  scope: 'cluster',
  watches: [services, slices] as readonly Watch[],
  reconcile,
};

/** The kube-proxy of one node, as a process that can be stopped there: the node then keeps the table it had. */
export const kubeProxyNode: Component = {
  name: 'kube-proxy-node',
  process: 'kube-proxy',
  scope: 'node',
  watches: [],
  reconcile: () => NOTHING,
};

/** Nearly always one endpoint came or went: nothing else needs to be compared then. */
function areSame(a: ServiceRules | undefined, b: ServiceRules | undefined): boolean {
  const hasOtherNumber = a?.ports.some(({ endpoints }, i) => endpoints.length !== b?.ports[i]?.endpoints.length);
  return hasOtherNumber !== true && deepEqual(a, b);
}

function reconcile(key: string, view: View, context: Context): Outcome {
  const table = (context.shared as RuleTable | undefined) ?? EMPTY_TABLE;
  const { namespace = '', name } = splitKey(key);
  const before = rulesIn(table, key);
  const rules = rulesOf(view, namespace, name, before);
  if (areSame(before, rules)) return NOTHING;
  const detail = { endpoints: endpointCount(rules), ...(rules === undefined ? { removed: true } : {}) };
  return {
    writes: [],
    shared: withRules(table, key, rules, before),
    notes: [{ topic: 'programmed', about: `Service ${key}`, detail }],
  };
}

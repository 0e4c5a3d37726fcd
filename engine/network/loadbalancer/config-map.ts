import type { View } from '../../component/view.ts';
import type { ConfigMap } from '../../kinds/types.ts';
import { type IPAddressPool, type L2Advertisement, parseAddresses, runningPods, USUAL_NAMESPACE } from './metallb.ts';

/**
 * MetalLB up to v0.12 has no custom resources: its controller is told by `--config=NAME` which ConfigMap of its namespace holds the pools,
 * under the key `config` as YAML. Only YAML that is JSON as well is read here; anything else is an error that services show.
 */
export interface Configuration {
  readonly pools: readonly IPAddressPool[];
  /** One for all layer-2 pools. */
  readonly advertisements: readonly L2Advertisement[];
  readonly error?: string;
}

const NONE: Configuration = { pools: [], advertisements: [] };
const KEY = 'config';
const FLAG = '--config=';

export function configurationOf(view: View): Configuration {
  const name = configMapName(view);
  const text = name === undefined ? undefined : view.get<ConfigMap>('ConfigMap', USUAL_NAMESPACE, name)?.data?.[KEY];
  return text === undefined ? NONE : read(text);
}

function configMapName(view: View): string | undefined {
  for (const { spec } of runningPods(view, USUAL_NAMESPACE, 'controller')) {
    for (const { args = [] } of spec.containers) {
      const flag = args.find((arg) => arg.startsWith(FLAG));
      if (flag !== undefined) return flag.slice(FLAG.length);
    }
  }
  return undefined;
}

/** config.Parse, v0.12, for what is simulated of it. */
function read(text: string): Configuration {
  const parsed = parse(text);
  if (parsed === undefined)
    return { ...NONE, error: 'the ConfigMap of MetalLB is read only where it is written as JSON' };
  const pools = parsed['address-pools'];
  if (!Array.isArray(pools)) return { ...NONE, error: 'the ConfigMap of MetalLB has no address-pools' };
  const found: IPAddressPool[] = [];
  for (const pool of pools as readonly unknown[]) {
    const one = poolOf(pool as Fields);
    if ('error' in one) return { ...NONE, error: one.error };
    found.push(one);
  }
  const metadata = { name: KEY, namespace: USUAL_NAMESPACE };
  const ipAddressPools = found.map((pool) => pool.metadata.name);
  return {
    pools: found,
    advertisements: [{ kind: 'L2Advertisement', apiVersion: '', metadata, spec: { ipAddressPools } }],
  };
}

type Fields = Readonly<Record<string, unknown>>;

function parse(text: string): Fields | undefined {
  try {
    return JSON.parse(text) as Fields;
  } catch {
    return undefined;
  }
}

function poolOf(fields: Fields): IPAddressPool | { readonly error: string } {
  const { name, protocol, addresses } = fields;
  if (typeof name !== 'string' || name === '') return { error: 'missing pool name' };
  if (protocol !== 'layer2')
    return { error: `pool "${name}": protocol ${JSON.stringify(protocol)} is not simulated, layer2 is` };
  if (!Array.isArray(addresses) || addresses.length === 0) return { error: `pool "${name}" has no prefixes defined` };
  for (const range of addresses as readonly unknown[]) {
    const parsed = parseAddresses(String(range));
    if ('error' in parsed) return { error: `invalid CIDR "${String(range)}" in pool "${name}": ${parsed.error}` };
  }
  const metadata = { name, namespace: USUAL_NAMESPACE };
  const spec = {
    addresses: addresses as readonly string[],
    autoAssign: fields['auto-assign'] !== false,
    avoidBuggyIPs: fields['avoid-buggy-ips'] === true,
  };
  return { kind: 'IPAddressPool', apiVersion: '', metadata, spec };
}

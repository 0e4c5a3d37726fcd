import { compileSelector, type LabelSelector } from '../../api/labels.ts';
import { ParseError } from '../../api/parse-error.ts';
import type { View } from '../../component/view.ts';
import type { WebhookReview } from '../../kinds/admission/webhooks.ts';
import { type Block, formatBlock, overlap } from '../ipv4.ts';
import { IP_ADDRESS_POOL, type IPAddressPool, type L2Advertisement, parseAddresses } from './metallb.ts';

export interface WebhookVerdict {
  readonly allowed: boolean;
  /** Why not; '' where allowed. */
  readonly message: string;
}

const PREFIX = '/validate-metallb-io-';
const ALLOWED: WebhookVerdict = { allowed: true, message: '' };

/** What MetalLB's webhook server (v0.13) answers at a path; undefined: it has no such path. */
export function metallbWebhook(
  view: View,
  path: string,
  { operation, object }: Pick<WebhookReview, 'operation' | 'object'>,
): WebhookVerdict | undefined {
  if (!path.startsWith(PREFIX)) return undefined;
  if (operation === 'DELETE') return ALLOWED;
  const what = path.slice(PREFIX.length);
  switch (what) {
    case 'v1beta1-ipaddresspool':
      return answer(poolError(view, object as IPAddressPool));
    case 'v1beta1-l2advertisement':
      return answer(advertisementError(object));
    case 'v1beta1-addresspool':
      return answer('the deprecated AddressPool is not simulated: use IPAddressPool and L2Advertisement');
    case 'v1beta2-bgppeer':
    case 'v1beta1-bgppeer':
    case 'v1beta1-bgpadvertisement':
    case 'v1beta1-bfdprofile':
    case 'v1beta1-community':
      return answer(`MetalLB's BGP mode (${object.kind}) is not simulated: use L2Advertisement`);
    default:
      return undefined;
  }
}

function answer(error: string | undefined): WebhookVerdict {
  return error === undefined ? ALLOWED : { allowed: false, message: error };
}

/** The whole configuration with the new pool in it must hold together (config.poolsFor, v0.13). */
function poolError(view: View, pool: IPAddressPool): string | undefined {
  const { name, namespace } = pool.metadata;
  const others = view
    .list<IPAddressPool>(IP_ADDRESS_POOL)
    .filter(({ metadata }) => metadata.namespace === namespace && metadata.name !== name);
  const defined: Block[] = [];
  for (const one of [...others, pool]) {
    const blocks = blocksOf(one);
    if (typeof blocks === 'string') return `parsing address pool ${one.metadata.name}: ${blocks}`;
    for (const block of blocks) {
      const before = defined.find((other) => overlap(other, block));
      if (before !== undefined) return overlapText(block, one.metadata.name, before);
      defined.push(block);
    }
  }
  return undefined;
}

function overlapText(block: Block, pool: string, before: Block): string {
  return `CIDR "${formatBlock(block)}" in pool "${pool}" overlaps with already defined CIDR "${formatBlock(before)}"`;
}

function blocksOf({ metadata: { name }, spec }: IPAddressPool): readonly Block[] | string {
  const addresses = spec.addresses ?? [];
  if (addresses.length === 0) return 'pool has no prefixes defined';
  const blocks: Block[] = [];
  for (const text of addresses) {
    const parsed = parseAddresses(text);
    if ('error' in parsed) return `invalid CIDR "${text}" in pool "${name}": ${parsed.error}`;
    blocks.push(...parsed.blocks);
  }
  return blocks;
}

function advertisementError({ metadata: { name }, spec = {} }: L2Advertisement): string | undefined {
  const names = spec.ipAddressPools ?? [];
  const twice = names.find((one, index) => names.indexOf(one) !== index);
  if (twice !== undefined) return `duplicate definition of ipAddressPools "${twice}"`;
  const selectors = [...(spec.ipAddressPoolSelectors ?? []), ...(spec.nodeSelectors ?? [])];
  const invalid = selectors.flatMap((selector) => selectorError(selector) ?? [])[0];
  return invalid === undefined ? undefined : `invalid label selector in L2Advertisement ${name}: ${invalid}`;
}

function selectorError(selector: LabelSelector): string | undefined {
  try {
    compileSelector(selector);
    return undefined;
  } catch (error) {
    if (error instanceof ParseError) return error.message;
    throw error;
  }
}

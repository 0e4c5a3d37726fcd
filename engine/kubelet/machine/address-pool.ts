/** Which addresses a node may give to its pods. */
export type AddressPlan =
  /** Calico-like: from blocks such as `172.16.221.128/26`, whose first `reserved` addresses belong to the node (tunnel, bridge). */
  | { readonly blocks: readonly string[]; readonly reserved: number }
  /** Every pod gets the same (the recorded stand-in runtime). */
  | { readonly fixed: string };

/** Gives addresses in order; what was released comes back last, in order of release (Calico IPAM's list of unallocated ordinals). */
export class AddressPool {
  readonly #plan: AddressPlan;
  #next = 0;
  #released: string[] = [];
  /** The blocks that were looked at so far. */
  readonly #blocks: Block[] = [];

  constructor(plan: AddressPlan) {
    this.#plan = plan;
  }

  copy(): AddressPool {
    const copy = new AddressPool(this.#plan);
    copy.#next = this.#next;
    copy.#released = [...this.#released];
    return copy;
  }

  /** undefined: the blocks are used up. */
  take(): string | undefined {
    if ('fixed' in this.#plan) return this.#plan.fixed;
    let ordinal = this.#next;
    for (const [i, block] of this.#plan.blocks.entries()) {
      const { firstAddress, size } = (this.#blocks[i] ??= parseBlock(block));
      const usable = size - this.#plan.reserved;
      if (ordinal < usable) {
        this.#next += 1;
        return formatAddress(firstAddress + this.#plan.reserved + ordinal);
      }
      ordinal -= usable;
    }
    return this.#released.shift();
  }

  release(address: string): void {
    if (!('fixed' in this.#plan)) this.#released.push(address);
  }
}

interface Block {
  readonly firstAddress: number;
  readonly size: number;
}

function parseBlock(block: string): Block {
  const [address = '', bits = '32'] = block.split('/');
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255)))
    throw new Error(`${block} is no IPv4 block`);
  const size = 2 ** (32 - Number(bits));
  const value = parts.reduce((sum, part) => sum * 256 + part, 0);
  return { firstAddress: value - (value % size), size };
}

function formatAddress(value: number): string {
  // Joined, it is one flat text, which is read character by character for every connection.
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
}

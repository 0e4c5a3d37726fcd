/** IPv4 addresses as unsigned 32-bit numbers, and blocks of them. IPv6 is not simulated. */
export interface Block {
  readonly first: number;
  /** Prefix length, 0 to 32. */
  readonly bits: number;
}

const OCTET = /^(?:0|[1-9]\d{0,2})$/;

/** undefined: the text is no dotted IPv4 address. */
export function parseAddress(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => OCTET.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** A block such as `10.96.0.0/12`; an address inside of it stands for the whole, as in Go's net.ParseCIDR. */
export function parseBlock(text: string): Block | undefined {
  const [head = '', length = '', ...more] = text.split('/');
  const address = parseAddress(head);
  const bits = Number(length);
  if (address === undefined || more.length > 0 || !/^\d{1,2}$/.test(length) || bits > 32) return undefined;
  return { first: address - (address % sizeOf(bits)), bits };
}

export function formatBlock({ first, bits }: Block): string {
  return `${formatAddress(first)}/${bits}`;
}

const sizeOf = (bits: number): number => 2 ** (32 - bits);

export function lastOf({ first, bits }: Block): number {
  return first + sizeOf(bits) - 1;
}

export function contains(block: Block, address: number): boolean {
  return address >= block.first && address <= lastOf(block);
}

/** Whether a block written as text holds an address written as text; false where either is malformed. */
export function blockHolds(block: string, address: string): boolean {
  const [parsed, number] = [parseBlock(block), parseAddress(address)];
  return parsed !== undefined && number !== undefined && contains(parsed, number);
}

export function overlap(a: Block, b: Block): boolean {
  return contains(a, b.first) || contains(b, a.first);
}

/** The fewest blocks that make up a range, ascending. */
export function blocksOfRange(first: number, last: number): readonly Block[] {
  const blocks: Block[] = [];
  let next = first;
  while (next <= last) {
    let bits = 32;
    while (bits > 0 && next % sizeOf(bits - 1) === 0 && next + sizeOf(bits - 1) - 1 <= last) bits -= 1;
    blocks.push({ first: next, bits });
    next += sizeOf(bits);
  }
  return blocks;
}

/** IPv4 addresses as unsigned 32-bit numbers, and blocks of them. IPv6 is not simulated. */
export interface Block {
  readonly first: number;
  /** Prefix length, 0 to 32. */
  readonly bits: number;
}

/** What was parsed last: a connection asks several times about the address it goes to. */
let latestText = '';
let latestAddress: number | undefined;

/** undefined: the text is no dotted IPv4 address. */
export function parseAddress(text: string): number | undefined {
  if (text !== latestText) {
    latestAddress = parsedAddress(text);
    latestText = text;
  }
  return latestAddress;
}

function parsedAddress(text: string): number | undefined {
  let address = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      if (octet < 0 || dots === 3) return undefined;
      address = address * 256 + octet;
      octet = -1;
      dots += 1;
    } else {
      // No leading zeros: `01` is no octet.
      if (code < ZERO || code > NINE || octet === 0) return undefined;
      octet = Math.max(0, octet) * 10 + code - ZERO;
      if (octet > 255) return undefined;
    }
  }
  return dots === 3 && octet >= 0 ? address * 256 + octet : undefined;
}

const [DOT, ZERO, NINE] = [46, 48, 57];

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

interface Range {
  readonly first: number;
  readonly last: number;
}

/** What blocks cover, by their text: a cluster has a handful. A malformed one covers nothing. */
const ranges = new Map<string, Range>();
const MAX_RANGES = 1000;
const NOTHING: Range = { first: 0, last: -1 };

function rangeOf(text: string): Range {
  const known = ranges.get(text);
  if (known !== undefined) return known;
  if (ranges.size >= MAX_RANGES) ranges.clear();
  const block = parseBlock(text);
  const range = block === undefined ? NOTHING : { first: block.first, last: lastOf(block) };
  ranges.set(text, range);
  return range;
}

/** Whether a block written as text holds an address written as text; false where either is malformed. */
export function blockHolds(block: string, address: string): boolean {
  const { first, last } = rangeOf(block);
  const number = parseAddress(address);
  return number !== undefined && number >= first && number <= last;
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

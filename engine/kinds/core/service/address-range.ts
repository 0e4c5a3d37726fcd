/** The addresses of services (10.96.0.0/12) and the ports of nodes that services may have, as v1.25 hands them out. */
export const SERVICE_CIDR: string = '10.96.0.0/12';
/** What a dry run answers with instead of an address. */
export const SERVICE_NETWORK: string = '10.96.0.0';

const PREFIX_BITS = 12;
const BASE = 10 * 2 ** 24 + 96 * 2 ** 16;
/** Without the network's own address and the broadcast address. */
const SIZE = 2 ** (32 - PREFIX_BITS) - 2;

const MIN_STATIC_BAND = 16;
const MAX_STATIC_BAND = 256;
/** The lowest addresses are left to those who ask for one by name; others get them only when the rest is taken. */
const STATIC_BAND = Math.min(Math.max(MIN_STATIC_BAND, Math.trunc(SIZE / 16)), MAX_STATIC_BAND);

export const FIRST_NODE_PORT: number = 30_000;
export const LAST_NODE_PORT: number = 32_767;

type Draw = (bound: number) => number;

function addressAt(offset: number): string {
  const address = BASE + 1 + offset;
  return [24, 16, 8, 0].map((shift) => Math.trunc(address / 2 ** shift) % 256).join('.');
}

/** Whether services may have this IPv4 address. */
export function isServiceAddress(address: string): boolean {
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return number > BASE && number <= BASE + SIZE;
}

export function isNodePort(port: number): boolean {
  return port >= FIRST_NODE_PORT && port <= LAST_NODE_PORT;
}

/** The first free place from a random start, going round once; undefined if all `size` are taken. */
function firstFree(size: number, draw: Draw, isFree: (offset: number) => boolean): number | undefined {
  const start = draw(size);
  for (let step = 0; step < size; step++) {
    const offset = (start + step) % size;
    if (isFree(offset)) return offset;
  }
  return undefined;
}

/** A free address from the upper band, from the lower one only when that is full (ipallocator, v1.25). */
export function nextAddress(draw: Draw, isTaken: (address: string) => boolean): string | undefined {
  const upper = firstFree(SIZE - STATIC_BAND, draw, (offset) => !isTaken(addressAt(STATIC_BAND + offset)));
  if (upper !== undefined) return addressAt(STATIC_BAND + upper);
  const lower = firstFree(STATIC_BAND, draw, (offset) => !isTaken(addressAt(offset)));
  return lower === undefined ? undefined : addressAt(lower);
}

/** A free port of the nodes (portallocator, v1.25: no bands). */
export function nextNodePort(draw: Draw, isTaken: (port: number) => boolean): number | undefined {
  const size = LAST_NODE_PORT - FIRST_NODE_PORT + 1;
  const offset = firstFree(size, draw, (candidate) => !isTaken(FIRST_NODE_PORT + candidate));
  return offset === undefined ? undefined : FIRST_NODE_PORT + offset;
}

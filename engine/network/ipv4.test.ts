import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockHolds, blocksOfRange, formatAddress, formatBlock, parseAddress, parseBlock } from './ipv4.ts';

test('addresses are four octets without leading zeros', () => {
  const rows: readonly (readonly [string, number | undefined])[] = [
    ['0.0.0.0', 0],
    ['255.255.255.255', 0xffff_ffff],
    ['10.96.0.10', 0x0a60_000a],
    ['256.1.1.1', undefined],
    ['1.2.3', undefined],
    ['01.2.3.4', undefined],
    ['web', undefined],
    ['1.2.3.4.5', undefined],
  ];
  for (const [text, value] of rows) {
    assert.equal(parseAddress(text), value, text);
    if (value !== undefined) assert.equal(formatAddress(value), text);
  }
});

test('blocks hold their addresses', () => {
  assert.equal(formatBlock(parseBlock('192.168.1.77/26') ?? { first: 0, bits: 0 }), '192.168.1.64/26');
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['10.96.0.0/12', '10.111.255.255', true],
    ['10.96.0.0/12', '10.112.0.0', false],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['192.168.1.11/32', '192.168.1.11', true],
    ['192.168.1.11/33', '192.168.1.11', false],
    ['fe80::/10', '192.168.1.11', false],
  ];
  for (const [block, address, holds] of rows) assert.equal(blockHolds(block, address), holds, `${block} ${address}`);
});

test('a range falls into the fewest blocks', () => {
  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    ['192.168.1.11', '192.168.1.19', ['192.168.1.11/32', '192.168.1.12/30', '192.168.1.16/30']],
    ['0.0.0.0', '255.255.255.255', ['0.0.0.0/0']],
    ['10.0.0.0', '10.0.0.0', ['10.0.0.0/32']],
  ];
  for (const [first, last, blocks] of rows) {
    assert.deepEqual(blocksOfRange(parseAddress(first) ?? 0, parseAddress(last) ?? 0).map(formatBlock), blocks);
  }
});

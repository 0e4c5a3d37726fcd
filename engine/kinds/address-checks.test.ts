import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFieldError } from '../api/validation/field-error.ts';
import { balancerStatusErrors, isCidr, isStrictlyInside, nonSpecialIP } from './address-checks.ts';

test('addresses that nothing can be sent to are refused', () => {
  const rows: readonly [address: string, ...errors: string[]][] = [
    ['8.8.8.8'],
    ['2001:db8::1'],
    ['1.2.3', 'must be a valid IP address'],
    ['0.0.0.0', 'may not be unspecified (0.0.0.0)'],
    ['127.0.0.1', 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
    ['::1', 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
    ['169.254.0.1', 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'],
    ['224.0.0.1', 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'],
  ];
  for (const [address, ...errors] of rows)
    assert.deepEqual(
      nonSpecialIP('ip', address).map(({ detail }) => detail),
      errors,
    );
});

test('networks and what lies inside of them', () => {
  const networks: readonly [text: string, is: boolean][] = [
    ['10.0.0.0/8', true],
    ['10.0.0.0/33', false],
    ['10.0.0.0', false],
    ['fe80::/10', true],
    ['::/129', false],
  ];
  for (const [text, is] of networks) assert.equal(isCidr(text), is, text);
  const rows: readonly [inner: string, outer: string, is: boolean][] = [
    ['10.1.0.0/16', '10.0.0.0/8', true],
    ['10.0.0.0/8', '10.0.0.0/8', false],
    ['11.0.0.0/16', '10.0.0.0/8', false],
    ['2001:db8:1::/48', '2001:db8::/32', true],
    ['10.0.0.0/16', '::/0', false],
  ];
  for (const [inner, outer, is] of rows) assert.equal(isStrictlyInside(inner, outer), is, `${inner} in ${outer}`);
});

test('what a load balancer may report', () => {
  const errors = balancerStatusErrors('status', {
    ingress: [{ ip: '1.2' }, { hostname: '1.2.3.4' }, { ip: '1.2.3.4' }],
  });
  assert.deepEqual(
    errors.map((error) => `${error.field}: ${formatFieldError(error)}`),
    [
      'status.ingress[0].ip: Invalid value: "1.2": must be a valid IP address',
      'status.ingress[1].hostname: Invalid value: "1.2.3.4": must be a DNS name, not an IP address',
    ],
  );
});

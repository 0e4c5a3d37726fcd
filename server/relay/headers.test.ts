import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromPlace } from './headers.ts';

const PREFIX = '/api/v1/namespaces/d/services/web:80/proxy';
const RELAYED = { prefix: PREFIX, host: 'localhost:6443', target: '172.16.1.1:80' };

/** As in transport_test.go and the code that it tests (v1.25), with the API server's URLs, which bear neither scheme nor host. */
const LOCATIONS: readonly (readonly [location: string, expected: string])[] = [
  ['/login', `${PREFIX}/login`],
  ['/login/?a=b#c', `${PREFIX}/login/?a=b#c`],
  ['login', 'login'],
  ['http://172.16.1.1:80/login', `${PREFIX}/login`],
  ['http://localhost:6443/login', `http://localhost:6443${PREFIX}/login`],
  ['https://elsewhere.example.com/login', 'https://elsewhere.example.com/login'],
  [`${PREFIX}/login`, `${PREFIX}/login`],
];

for (const [location, expected] of LOCATIONS)
  test(`a redirect to ${location} leads to ${expected}`, () => {
    assert.deepEqual(fromPlace({ Location: location }, RELAYED), { Location: expected });
  });

test('what concerns one connection, or other origins, is not handed on', () => {
  const given = { Connection: 'keep-alive', 'Access-Control-Allow-Origin': '*', 'X-Own': 'yes' };
  assert.deepEqual(fromPlace(given, RELAYED), { 'X-Own': 'yes' });
});

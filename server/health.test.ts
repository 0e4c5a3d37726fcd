import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthAt } from './health.ts';

const asked = (path: string, query = ''): string | undefined => {
  const body = healthAt(path, new URLSearchParams(query))?.body;
  return body === undefined ? undefined : String(body);
};

test('each endpoint names its checks, readiness two more and the shutdown', () => {
  const lines = (path: string): readonly string[] => (asked(path, 'verbose') ?? '').trimEnd().split('\n');
  const live = lines('/livez');
  const ready = lines('/readyz');
  assert.deepEqual(live.slice(0, 3), ['[+]ping ok', '[+]log ok', '[+]etcd ok']);
  assert.equal(live.at(-1), 'livez check passed');
  assert.deepEqual(
    ready.filter((line) => !live.includes(line)),
    ['[+]etcd-readiness ok', '[+]informer-sync ok', '[+]shutdown ok', 'readyz check passed'],
  );
});

test('a check can be asked by itself, and left out by name', () => {
  assert.equal(asked('/readyz'), 'ok');
  assert.equal(asked('/readyz/poststarthook/rbac/bootstrap-roles'), 'ok');
  assert.equal(asked('/livez/shutdown'), undefined);
  assert.equal(asked('/version'), undefined);
  assert.match(asked('/livez', 'verbose&exclude=etcd') ?? '', /\[\+\]etcd excluded: ok\n/);
  assert.match(
    asked('/livez', 'verbose&exclude=b&exclude=a') ?? '',
    /\nwarn: some health checks cannot be excluded: no matches for "a","b"\nlivez check passed\n$/,
  );
});

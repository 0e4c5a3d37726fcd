import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf, podAt } from '../testing.ts';

const LOCAL =
  '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n';
const CLUSTER =
  'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';
const NONE = {
  nameservers: ['1.2.3.4'],
  searches: ['my.dns'],
  options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
};

/** What stands behind the usual rows of /etc/hosts, and /etc/resolv.conf. */
const FILES: readonly (readonly [what: string, spec: object, own: string, resolvConf: string])[] = [
  ['a pod', {}, '10.0.0.9\tp\n', CLUSTER],
  [
    'a pod with a name of its own',
    { hostname: 'a', subdomain: 'web' },
    '10.0.0.9\ta.web.default.svc.cluster.local\ta\n',
    CLUSTER,
  ],
  [
    'a pod with aliases',
    { hostAliases: [{ ip: '10.1.2.3', hostnames: ['foo.remote', 'bar.remote'] }] },
    '10.0.0.9\tp\n\n# Entries added by HostAliases.\n10.1.2.3\tfoo.remote\tbar.remote\n',
    CLUSTER,
  ],
  [
    'a pod with a resolver of its own',
    { dnsPolicy: 'None', dnsConfig: NONE },
    '10.0.0.9\tp\n',
    'search my.dns\nnameserver 1.2.3.4\noptions ndots:2 edns0\n',
  ],
  [
    'a pod that asks for more',
    { dnsConfig: NONE },
    '10.0.0.9\tp\n',
    'search default.svc.cluster.local svc.cluster.local cluster.local my.dns\nnameserver 10.96.0.10\nnameserver 1.2.3.4\noptions ndots:2 edns0\n',
  ],
  ['a pod with the resolver of its node', { dnsPolicy: 'Default' }, '10.0.0.9\tp\n', 'nameserver 10.0.2.3\n'],
];

for (const [what, spec, own, resolvConf] of FILES)
  test(`the files of the resolver of ${what}`, () => {
    const { reach } = networkOf({ objects: [podAt('p', { ip: '10.0.0.9', spec: { ...spec } })], open: [] });
    const files = reach.resolverFiles?.({ from: 'pod', namespace: 'default', name: 'p' }, '10.0.0.9');
    assert.equal(files?.hosts, `# Kubernetes-managed hosts file.\n${LOCAL}${own}`);
    assert.equal(files.resolvConf, resolvConf);
  });

test('a node has its own files', () => {
  const { reach } = networkOf({ objects: [], open: [] });
  assert.equal(reach.resolverFiles?.({ from: 'outside' }, ''), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { Ingress } from '../../kinds/types.ts';
import { networkOf, object, podAt, service, slice } from '../testing.ts';
import { backendFor } from './rules.ts';

const path = (text: string, name: string, pathType = 'Prefix'): object => ({
  path: text,
  pathType,
  backend: { service: { name, port: { number: 80 } } },
});
const rule = (host: string, ...paths: readonly object[]): object => ({
  ...(host === '' ? {} : { host }),
  http: { paths },
});
const ingress = (spec: object): Ingress =>
  object<Ingress>('Ingress', 'shop', { spec: { ingressClassName: 'nginx', ...spec } });

const SHOP = ingress({
  defaultBackend: { service: { name: 'default', port: { number: 80 } } },
  rules: [
    rule(
      'shop.example.com',
      path('/', 'root'),
      path('/cart', 'cart'),
      path('/cart/', 'slash'),
      path('/cart', 'exact', 'Exact'),
      path('/cart/items', 'items'),
    ),
    rule('*.example.com', path('/', 'wild')),
    rule('', path('/open', 'open')),
  ],
});

const rows: readonly (readonly [host: string, path: string, service: string])[] = [
  ['shop.example.com', '/', 'root'],
  ['shop.example.com', '/cartoon', 'root'],
  ['shop.example.com', '/cart', 'exact'],
  ['shop.example.com', '/cart/items/3?x=1', 'items'],
  ['shop.example.com:8080', '/cart/items', 'items'],
  ['SHOP.example.com', '/cart/items', 'items'],
  ['blog.example.com', '/cart', 'wild'],
  ['a.blog.example.com', '/cart', 'default'],
  ['example.com', '/', 'default'],
  ['other.org', '/open/door', 'open'],
  ['other.org', '/', 'default'],
];
for (const [host, asked, expected] of rows) {
  test(`${host}${asked} goes to ${expected}`, () => assert.equal(backendFor([SHOP], host, asked)?.service, expected));
}

test('no rule and no default backend: none', () =>
  assert.equal(backendFor([ingress({ rules: [] })], 'a', '/'), undefined));

const CONTROLLER = podAt('nginx', {
  ip: '172.16.221.129',
  namespace: 'ingress-nginx',
  labels: { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
});
const AROUND: readonly KubeObject[] = [
  CONTROLLER,
  object('IngressClass', 'nginx', { spec: { controller: 'k8s.io/ingress-nginx' } }),
  service(
    'controller',
    { type: 'NodePort', clusterIP: '10.96.2.2', ports: [{ port: 80, protocol: 'TCP', nodePort: 30100 }] },
    { namespace: 'ingress-nginx' },
  ),
  slice('controller', [{ ip: '172.16.221.129' }], 80, { namespace: 'ingress-nginx' }),
  service('cart', { clusterIP: '10.96.2.3' }),
  slice('cart', [{ ip: '172.16.103.129', node: 'w2-k8s' }], 8080),
  podAt('cart-1', { ip: '172.16.103.129', node: 'w2-k8s' }),
  service('idle', { clusterIP: '10.96.2.4' }),
];

function asked(
  objects: readonly KubeObject[],
  path: string,
  open: readonly string[] = ['172.16.103.129:8080'],
): string {
  const { reach } = networkOf({ objects, open: ['172.16.221.129:80', ...open] });
  const answer = reach.http(
    { from: 'outside' },
    { host: '192.168.1.10', port: 30100, path, headers: { Host: 'shop.example.com' } },
  );
  return answer.outcome === 'answered' ? `${answer.response.status} ${answer.by}` : answer.outcome;
}

test('an ingress-nginx pod passes requests on to the endpoints, and answers itself where it cannot', () => {
  const rules = ingress({ rules: [rule('shop.example.com', path('/cart', 'cart'), path('/idle', 'idle'))] });
  const other = ingress({ ingressClassName: 'other', rules: [rule('', path('/', 'cart'))] });
  assert.equal(asked([...AROUND, rules], '/cart/1'), '200 default/cart-1');
  assert.equal(asked([...AROUND, rules], '/idle'), '503 ingress-nginx/nginx');
  assert.equal(asked([...AROUND, rules], '/none'), '404 ingress-nginx/nginx');
  assert.equal(asked([...AROUND, rules], '/cart', []), '502 ingress-nginx/nginx');
  assert.equal(asked([...AROUND, other], '/cart'), '404 ingress-nginx/nginx');
});

test('an Ingress does nothing without a controller', () => {
  const rules = ingress({ rules: [rule('', path('/', 'cart'))] });
  assert.equal(asked([...AROUND.slice(1), rules], '/cart', []), '200 /172.16.221.129');
});

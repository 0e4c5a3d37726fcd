import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from '../terminal.ts';
import { playSession } from '../transcript.ts';

const session = `$ kustomize overlay
apiVersion: v1
data:
  a: b
kind: ConfigMap
metadata:
  name: dev-settings-4h2mbtbbt6
---
apiVersion: v1
kind: Service
metadata:
  name: dev-web
spec:
  ports:
  - port: 80
$ create -k overlay
configmap/dev-settings-4h2mbtbbt6 created
service/dev-web created
$ get -k overlay -o name
configmap/dev-settings-4h2mbtbbt6
service/dev-web
$ apply --kustomize overlay/ --dry-run=client
configmap/dev-settings-4h2mbtbbt6 configured (dry run)
service/dev-web configured (dry run)
$ label -k overlay tier=front
configmap/dev-settings-4h2mbtbbt6 labeled
service/dev-web labeled
$ delete -k overlay
configmap "dev-settings-4h2mbtbbt6" deleted
service "dev-web" deleted
$ apply -k overlay -f overlay
E: error: only one of -f or -k can be specified
= 1
$ apply -R -k overlay
E: error: the -k flag can't be used with -f or -R
= 1
$ apply -k empty
E: error: no objects passed to apply
= 1
$ apply -k .
E: error: unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '.'
= 1
$ kustomize a b
E: error: specify one path to kustomization.yaml
= 1
$ kustomize overlay --enable-alpha-plugins
E: error: kubectl kustomize --enable-alpha-plugins is not simulated
= 1
$ kustomize overlay --reorder=kind
E: error: illegal flag value --reorder kind; legal values: [legacy none]
= 1
$ kustomize overlay --load-restrictor=none
E: error: illegal flag value --load-restrictor none; legal values: [LoadRestrictionsRootOnly LoadRestrictionsNone]
= 1
$ kustomize overlay -o missing/all.yaml
E: error: open missing/all.yaml: no such file or directory
= 1
$ kustomize overlay --enable-helm --reorder=none
apiVersion: v1
kind: Service
metadata:
  name: dev-web
spec:
  ports:
  - port: 80
---
apiVersion: v1
data:
  a: b
kind: ConfigMap
metadata:
  name: dev-settings-4h2mbtbbt6
$ kustomize outside
E: error: accumulating resources: accumulation err='accumulating resources from '../base/web.yaml': security; file 'base/web.yaml' is not in or below 'outside'': must build at directory: 'base/web.yaml': file is not directory
= 1
$ kustomize outside --load-restrictor=LoadRestrictionsNone
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
  - port: 80
`;

test('-k wherever kubectl has it', () => {
  const terminal = new Terminal();
  terminal.file('base/kustomization.yaml', 'resources: [web.yaml]\n');
  terminal.file('base/web.yaml', 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n');
  terminal.file(
    'overlay/kustomization.yaml',
    'resources: [../base]\nnamePrefix: dev-\nconfigMapGenerator: [{name: settings, literals: [a=b]}]\n',
  );
  terminal.file('empty/kustomization.yaml', 'resources: []\n');
  terminal.file('outside/kustomization.yaml', 'resources: [../base/web.yaml]\n');
  playSession(terminal, session);
});

test('-o writes one file, or a file for each object into a folder that is there', () => {
  const terminal = new Terminal();
  terminal.file('app/kustomization.yaml', 'resources: [all.yaml]\n');
  terminal.file(
    'app/all.yaml',
    [
      'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: Team\n',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: team\n',
    ].join('---\n'),
  );
  terminal.file('out/.keep', '');
  assert.equal(terminal.out('kustomize app -o all.yaml'), '');
  assert.equal(terminal.files.read('all.yaml'), terminal.out('kustomize app'));
  terminal.out('kustomize app --output=out');
  assert.deepEqual(
    ['v1_namespace_team', 'default_v1_configmap_a', 'team_apps_v1_deployment_web'].map((name) =>
      terminal.files.read(`out/${name}.yaml`),
    ),
    terminal.out('kustomize app').split('---\n'),
  );
});

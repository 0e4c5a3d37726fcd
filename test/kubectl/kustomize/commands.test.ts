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
$ kustomize overlay --enable-helm
E: error: kubectl kustomize --enable-helm is not simulated
= 1
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
  playSession(terminal, session);
});

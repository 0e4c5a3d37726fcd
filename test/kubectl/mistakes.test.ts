import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';

/** Command, exit code, stderr: as recorded from a v1.25 cluster (cases 6.1, 2.1, 3.1, 5.1, 5.2). */
const recorded: readonly (readonly [command: string, exit: number, stderr: string])[] = [
  ['frobnicate', 1, 'error: unknown command "frobnicate" for "kubectl"\n'],
  ['get deploymnets', 1, 'error: the server doesn\'t have a resource type "deploymnets"\n'],
  [
    'get',
    1,
    'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\nerror: Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee \'kubectl get -h\' for help and examples\n',
  ],
  ['get pods --nope', 1, "error: unknown flag: --nope\nSee 'kubectl get --help' for usage.\n"],
  ['run x', 1, 'error: required flag(s) "image" not set\n'],
  ['create deployment web', 1, 'error: required flag(s) "image" not set\n'],
  ['expose deployment nothere --port=80', 1, 'Error from server (NotFound): deployments.apps "nothere" not found\n'],
  ['describe pod nothere', 1, 'Error from server (NotFound): pods "nothere" not found\n'],
  ['create ns dev', 1, 'Error from server (AlreadyExists): namespaces "dev" already exists\n'],
  [
    'create deployment web --image=nginx -n nowhere',
    1,
    'error: failed to create deployment: namespaces "nowhere" not found\n',
  ],
  [
    'create service nodeport np3 --tcp=80:8080 --node-port=80',
    1,
    'error: failed to create NodePort service: Service "np3" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767\n',
  ],
  [
    'create secret tls t --cert=missing --key=missing',
    1,
    'error: Cannot read file missing, open missing: no such file or directory\n',
  ],
  [
    'create configmap settings --from-literal=a=2',
    1,
    'error: failed to create configmap: configmaps "settings" already exists\n',
  ],
  ['create -f nofile.yaml', 1, 'error: the path "nofile.yaml" does not exist\n'],
  [
    'create -f kind.yaml',
    1,
    'error: resource mapping not found for name: "web" namespace: "" from "kind.yaml": no matches for kind "Deploymnet" in version "apps/v1"\nensure CRDs are installed first\n',
  ],
  [
    'create -f nokind.yaml',
    1,
    'error: error validating "nokind.yaml": error validating data: [apiVersion not set, kind not set]; if you choose to ignore these errors, turn validation off with --validate=false\n',
  ],
  [
    'create -f tab.yaml',
    1,
    'error: error parsing tab.yaml: error converting YAML to JSON: yaml: line 4: found character that cannot start any token\n',
  ],
  [
    'create -f pull.yaml',
    1,
    'The Pod "pull" is invalid: \n* spec.containers[0].imagePullPolicy: Unsupported value: "Never ever": supported values: "Always", "IfNotPresent", "Never"\n* spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"\n',
  ],
];

/** Texts of kubectl 1.25 that no recording has, and our own refusals of what is not simulated. */
const known: typeof recorded = [
  ['descrbe', 1, 'error: unknown command "descrbe" for "kubectl"\n\nDid you mean this?\n\tdescribe\n'],
  ['get pod a -l app=x', 1, 'error: name cannot be provided when a selector is specified\n'],
  ['get pod a -A', 1, 'error: a resource cannot be retrieved by name across all namespaces\n'],
  [
    'get pods -o foo',
    1,
    'error: unable to match a printer suitable for the output format "foo", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml\n',
  ],
  ['get pods -o custom-columns=N', 1, 'error: unexpected custom-columns spec: N, expected <header>:<json-path-expr>\n'],
  ['get pods', 0, 'No resources found in default namespace.\n'],
  ['get pods -A', 0, 'No resources found\n'],
  [
    'get pods a b',
    1,
    'Error from server (NotFound): pods "a" not found\nError from server (NotFound): pods "b" not found\n',
  ],
  ['get pod a --ignore-not-found', 0, ''],
  ['create service clusterip s', 1, 'error: at least one tcp port specifier must be provided\n'],
  ['create configmap c --from-literal=ab', 1, 'error: invalid literal source ab, expected key=value\n'],
  [
    'create configmap c4 --from-literal=a=1 --from-literal=a=2',
    1,
    'error: cannot add key "a", another key by that name already exists in Data for ConfigMap "c4"\n',
  ],
  ['create role r --resource=pods', 1, 'error: at least one verb must be specified\n'],
  ['create rolebinding r', 1, 'error: exactly one of clusterrole or role must be specified\n'],
  ['create pdb p --min-available=1', 1, 'error: a selector must be specified\n'],
  ["run x --image='a b'", 1, 'error: Invalid image name "a b": invalid reference format\n'],
  ['explain pod.foo', 1, 'error: field "foo" does not exist\n'],
  ['create -f empty.yaml', 1, 'error: no objects passed to create\n'],
  ['create -f empties', 1, 'error: error reading [empties]: recognized file extensions are [.json .yaml .yml]\n'],
  [
    'create -f label.yaml',
    1,
    'error: unable to decode "label.yaml": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string\n',
  ],
  ['get pods --token=other', 0, 'No resources found in default namespace.\n'],
  ['get flowschemas', 1, 'Error from server (MethodNotAllowed): flowschemas are not simulated\n'],
  [
    'get bindings',
    1,
    'Error from server (MethodNotAllowed): the server does not allow this method on the requested resource\n',
  ],
  ['get pods --raw=/', 1, 'error: arguments may not be passed when --raw is specified\n'],
];

function terminal(): Terminal {
  const made = new Terminal();
  made.out('create namespace dev');
  made.out('create configmap settings --from-literal=a=1');
  made.file('kind.yaml', 'apiVersion: apps/v1\nkind: Deploymnet\nmetadata: {name: web}\n');
  made.file('nokind.yaml', 'metadata: {name: x}\n');
  made.file('tab.yaml', 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: tab\n');
  made.file('empty.yaml', '---\n# nothing\n');
  made.file('empties/readme.txt', 'no manifest\n');
  made.file('label.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: l, labels: {n: 1}}\n');
  made.file(
    'pull.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: pull}\nspec:\n  restartPolicy: Sometimes\n  containers:\n  - {name: a, image: nginx, imagePullPolicy: Never ever}\n',
  );
  return made;
}

for (const [title, rows] of [
  ['recorded', recorded],
  ['known', known],
] as const)
  test(`what kubectl says to mistakes: ${title}`, async (t) => {
    const student = terminal();
    for (const [command, exit, stderr] of rows)
      await t.test(command, () => {
        const result = student.kubectl(command);
        assert.deepEqual({ exit: result.exit, stderr: result.stderr }, { exit, stderr });
      });
  });

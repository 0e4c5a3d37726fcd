import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Session } from '../../scenarios/session.ts';
import { Terminal } from './terminal.ts';

type Editor = (text: string) => string;

/** Edits the deployment `web`; gives what kubectl printed and the texts that the editor was given. */
function edit(answer: (text: string, round: number) => string): {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly shown: readonly string[];
  readonly image: string;
} {
  const terminal = new Terminal();
  terminal.out('create deployment web --image=nginx');
  const shown: string[] = [];
  const editor: Editor = (text) => {
    shown.push(text);
    return answer(text, shown.length);
  };
  const result = new Session(terminal.cluster, terminal.files).kubectl(['edit', 'deployment', 'web'], { editor });
  const image = terminal.out('get deployment web -o jsonpath={.spec.template.spec.containers[0].image}');
  return { ...result, shown, image };
}

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
apiVersion: apps/v1
kind: Deployment
`;

test('an edit saves what was changed', () => {
  const { exit, stdout, stderr, shown, image } = edit((text) => text.replace('image: nginx', 'image: nginx:1.21'));
  assert.deepEqual(
    { exit, stdout, stderr, image },
    {
      exit: 0,
      stdout: 'deployment.apps/web edited\n',
      stderr: '',
      image: 'nginx:1.21',
    },
  );
  assert.ok(shown[0]?.startsWith(HEADER));
  assert.ok(!shown[0]?.includes('managedFields'));
});

test('an edit without a change, or of everything away, is cancelled', () => {
  assert.equal(edit((text) => text).stderr, 'Edit cancelled, no changes made.\n');
  assert.equal(edit((text) => `# my note\n${text}`).stderr, 'Edit cancelled, no changes made.\n');
  assert.equal(edit((text) => text.replaceAll('"1"', "'1'")).stderr, 'Edit cancelled, no changes made.\n');
  const { exit, stderr, shown } = edit(() => '');
  assert.equal(exit, 1);
  assert.equal(stderr, GAVE_UP);
  assert.ok(shown[1]?.endsWith(failed('invalid object to validate')));
});

/** As recorded with kubectl v1.25.0 and a v1.25.2 API server, whatever the file's name. */
const GAVE_UP = `error: deployments.apps "web" is invalid
A copy of your changes has been stored to "/tmp/kubectl-edit-1234567890.yaml"
error: Edit cancelled, no valid changes were saved.
`;

const failed = (why: string): string =>
  `# deployments.apps "web" was not valid:\n# * <nil>: Invalid value: "The edited file failed validation": ${why}\n#\n`;

test('a mistake opens the file again with the reason, and the second try counts', () => {
  const { exit, stdout, stderr, shown } = edit((text, round) =>
    round === 1 ? text.replace('replicas: 1', 'replicas: -1') : text.replace('replicas: -1', 'replicas: 2'),
  );
  assert.equal(stderr, 'error: deployments.apps "web" is invalid\n');
  assert.equal(stdout, 'deployment.apps/web edited\n');
  assert.equal(exit, 0);
  assert.ok(
    shown[1]?.includes(
      '#\n# deployments.apps "web" was not valid:\n# * spec.replicas: Invalid value: -1: must be greater than or equal to 0\n#\n',
    ),
  );
});

test('the same mistake twice ends the edit', () => {
  const { exit, stderr } = edit((text, round) => (round === 1 ? text.replace('replicas: 1', 'replicas: -1') : text));
  assert.equal(exit, 1);
  assert.match(
    stderr,
    /^error: deployments\.apps "web" is invalid\nA copy of your changes has been stored to "\/tmp\/kubectl-edit-\d+\.yaml"\nerror: Edit cancelled, no valid changes were saved\.\n$/,
  );
});

for (const [what, change, why] of [
  ['no YAML', 'kind {', "yaml: line 3: could not find expected ':'"],
  ['without a kind', '', 'kind not set'],
] as const)
  test(`a text that is ${what} is opened again with the reason`, () => {
    const { shown, exit, stderr } = edit((text, round) =>
      round === 1 ? text.replace('kind: Deployment', change) : text,
    );
    assert.ok(shown[1]?.includes(failed(why)), shown[1]?.slice(0, 500));
    assert.deepEqual([exit, stderr], [1, GAVE_UP]);
  });

/** What the editor makes of every text: the value of `k`. */
function editedBy(
  words: readonly string[],
  stdin?: string,
): { readonly terminal: Terminal; readonly shown: string; readonly printed: object } {
  const terminal = new Terminal();
  terminal.out('create cm a --from-literal=k=1');
  terminal.out('create cm b --from-literal=k=1');
  let shown = '';
  const editor: Editor = (text) => {
    shown = text;
    return text.replaceAll('k: "1"', 'k: "2"');
  };
  const session = new Session(terminal.cluster, terminal.files);
  const printed = session.kubectl(words, { editor, ...(stdin === undefined ? {} : { stdin }) });
  return { terminal, shown, printed };
}

test('several objects are edited as one list', () => {
  const { terminal, shown, printed } = editedBy(['edit', 'cm', 'a', 'b']);
  assert.deepEqual(printed, { exit: 0, stdout: 'configmap/a edited\nconfigmap/b edited\n', stderr: '' });
  assert.match(shown, /^#\napiVersion: v1\nitems:\n- apiVersion: v1\n {2}data:\n {4}k: "1"\n/m);
  assert.match(shown, /\nkind: List\nmetadata: \{\}\n$/);
  assert.equal(terminal.out('get cm a b -o jsonpath={.items[*].data.k}'), '2 2');
});

test('an edit of what is not there says so of each and opens nothing', () => {
  const { shown, printed } = editedBy(['edit', 'cm', 'a', 'x', 'y']);
  const stderr = ['x', 'y'].map((name) => `Error from server (NotFound): configmaps "${name}" not found\n`).join('');
  assert.deepEqual([shown, printed], ['', { exit: 1, stdout: '', stderr }]);
});

test('--output-patch says what is sent', () => {
  const { printed } = editedBy(['edit', 'cm', 'a', '--output-patch']);
  assert.deepEqual(printed, { exit: 0, stdout: 'Patch: {"data":{"k":"2"}}\nconfigmap/a edited\n', stderr: '' });
});

test('--save-config keeps what was saved, with the owners of its fields', () => {
  const { terminal } = editedBy(['edit', 'cm', 'a', '--save-config']);
  const text = terminal.out("get cm a -o jsonpath='{.metadata.annotations}'");
  assert.match(text, /"apiVersion\\":\\"v1\\",\\"data\\":\{\\"k\\":\\"2\\"\}/);
  assert.match(text, /managedFields.*kubectl-create/);
});

const MADE = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: e}\ndata: {k: "1"}\n';

test('create --edit creates what the editor leaves', () => {
  const { terminal, shown, printed } = editedBy(['create', '--edit', '-f', '-'], MADE);
  assert.deepEqual(printed, { exit: 0, stdout: 'configmap/e created\n', stderr: '' });
  assert.match(shown, /^data:\n {2}k: "1"\nkind: ConfigMap\nmetadata:\n {2}name: e\n {2}namespace: default\n$/m);
  assert.equal(terminal.out('get cm e -o jsonpath={.data.k}'), '2');
});

test('create --edit creates nothing where nothing is changed', () => {
  const { terminal, printed } = editedBy(['create', '--edit', '-f', '-'], MADE.replace('"1"', '"7"'));
  assert.deepEqual(printed, { exit: 0, stdout: '', stderr: 'Edit cancelled, no changes made.\n' });
  assert.equal(terminal.kubectl('get cm e').exit, 1);
});

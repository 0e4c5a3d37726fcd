import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { lint } from './lint.ts';

const folder = mkdtempSync(join(tmpdir(), 'seatrial-lint-'));
after(() => rmSync(folder, { recursive: true }));

/** Writes the files, lints the paths (features only once: step definitions load once in a process); complaints come without the folder's name. */
async function linted(files: Readonly<Record<string, string>>, ...paths: readonly string[]) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const said: string[] = [];
  const complain = (line: string): void => void said.push(line.replace(/^.*\/seatrial-lint-\w+\//, ''));
  const cwd = join(import.meta.dirname, '..');
  const exit = await lint({ cwd, paths: paths.map((path) => join(folder, path)), print: complain, complain });
  return { exit, said };
}

const pod = (field: string, indent = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  ${field}\n  containers: [{name: c, image: nginx}]\n`.replace(
    /^(?=.)/gm,
    indent,
  );

const docString = (text: string): string => `      """\n${text}      """\n`;

test('manifests in the steps of a feature: mistakes with their line, fields without effect as warnings', async () => {
  const feature = `Feature: f
  Scenario: wrong
    Given this manifest is applied:
${docString(pod('hostIPCC: true', '      '))}
  Scenario: without effect
    When I apply this manifest:
${docString(pod('hostIPC: true', '      '))}
  Scenario: only a file
    Given a file "pod.yaml":
${docString(pod('hostIPCC: true', '      '))}
  Scenario Outline: placeholders are no values yet
    Given this manifest is applied:
${docString(pod('priority: <priority>', '      '))}
    Examples:
      | priority |
      | 1        |
  Scenario: no YAML
    Given this manifest is applied:
${docString('      apiVersion: v1\n      kind: Pod\n      a: b: c\n')}
`;
  assert.deepEqual(await linted({ 'a.feature': feature }, 'a.feature'), {
    exit: 2,
    said: [
      'a.feature:9: unknown field "spec.hostIPCC"',
      'a.feature:20: warning: spec.hostIPC is stored, but nothing acts on it',
      'a.feature:31: warning: unknown field "spec.hostIPCC"',
      'a.feature:54: error converting YAML to JSON: yaml: line 3: mapping values are not allowed in this context',
    ],
  });
});

test('of a kustomization only its resources are manifests', async () => {
  const files = {
    'kustomized/base/kustomization.yaml': 'resources: [pod.yaml]\npatches: [{path: patches/wide.yaml}]\n',
    'kustomized/base/pod.yaml': pod('hostIPCC: true'),
    'kustomized/base/patches/wide.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {hostPIDD: true}\n',
    'kustomized/plain.yaml': pod('hostPIDD: true'),
  };
  const { exit, said } = await linted(files, 'kustomized');
  assert.deepEqual(said, [
    'kustomized/base/pod.yaml:5: unknown field "spec.hostIPCC"',
    'kustomized/plain.yaml:5: unknown field "spec.hostPIDD"',
  ]);
  assert.equal(exit, 2);
});

test('a kustomization has to build; what of it is not simulated is a warning', async () => {
  const files = {
    'builds/base/kustomization.yaml': 'resources: [pod.yaml, gone.yaml]\n',
    'builds/base/pod.yaml': pod('dnsPolicy: Default'),
    'builds/part/kustomization.yaml': 'kind: Component\npatches: [{path: gone.yaml}]\n',
    'builds/prod/kustomization.yaml': 'namespace: prod\nhelmCharts: []\n',
  };
  const { exit, said } = await linted(files, 'builds');
  assert.equal(exit, 2);
  assert.equal(said.length, 2, said.join('\n'));
  assert.match(said[0] ?? '', /^builds\/base\/kustomization\.yaml: accumulating resources: .*gone\.yaml/);
  assert.match(
    said[1] ?? '',
    /^builds\/prod\/kustomization\.yaml:2: warning: the field helmCharts of .* is not simulated$/,
  );
});

test('a warning that many places share is said once, and the warnings are counted', async () => {
  const files = {
    'many/a.yaml': pod('hostIPC: true'),
    'many/b.yaml': pod('hostIPC: true'),
    'many/c.yaml': pod('hostPID: true'),
  };
  assert.deepEqual(await linted(files, 'many'), {
    exit: 0,
    said: [
      'many/a.yaml:5: warning: spec.hostIPC is stored, but nothing acts on it (and in 1 other place)',
      'many/c.yaml:5: warning: spec.hostPID is stored, but nothing acts on it',
      '0 scenarios and 3 manifests, nothing wrong, 3 warnings',
    ],
  });
});

test('manifests of a folder', async () => {
  const { exit, said } = await linted({ 'c/ok.yaml': pod('dnsPolicy: Default') }, 'c');
  assert.deepEqual({ exit, said }, { exit: 0, said: ['0 scenarios and 1 manifest, nothing wrong'] });
  const bad = await linted({ 'c/x/bad.yaml': pod('dnsPolicy: Never') }, 'c');
  assert.equal(bad.exit, 2);
  assert.match(bad.said[0] ?? '', /^c\/x\/bad\.yaml:5: spec\.dnsPolicy: Unsupported value: "Never"/);
});

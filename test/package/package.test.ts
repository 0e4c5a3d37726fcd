import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { commands } from '../../bin/commands.ts';
import { runSnippet, SHOP } from '../../scripts/ci-snippets.ts';
import { Published } from './published.ts';

// One package and one installation for all of it, in the order in which a newcomer goes.
let published: Published;
before(() => {
  published = new Published();
  published.install();
});
after(() => published.remove());

const file = (path: string): string => join(published.project, path);

function write(path: string, text: string): void {
  mkdirSync(join(file(path), '..'), { recursive: true });
  writeFileSync(file(path), text);
}

const WEB = `${SHOP.replace('replicas: 3', 'replicas: 2')}---
apiVersion: v1
kind: Service
metadata: { name: shop }
spec: { selector: { app: shop }, ports: [{ port: 80 }] }
`;

const FEATURE = `Feature: Our shop
  Scenario: It survives a pod
    Given I run "kubectl apply -f k8s/"
    And "shop" has 2 pods, all Ready
    When a pod of "shop" dies
    Then a replacement is scheduled
    And "shop" has 2 pods, all Ready
    And deployment "shop" never had fewer than 1 Ready pod
    When 20 requests are sent to service "shop"
    Then every request is answered
`;

test('the package holds JavaScript, types and data, and no tests', () => {
  const root = file('node_modules/seatrial');
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
  assert.deepEqual(
    paths.filter((path) => /\.test\.|(?:^|\/)(?:test|bench|node_modules)(?:\/|$)/.test(path)),
    [],
  );
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  assert.deepEqual([manifest['scripts'], manifest['devDependencies']], [undefined, undefined]);
  for (const name of [
    'dist/engine/index.js',
    'dist/engine/index.d.ts',
    'dist/scenarios/topologies/course.yaml',
    'LICENSE',
  ])
    assert.ok(existsSync(join(root, name)), name);
});

test('init starts a project and keeps what npm wrote', () => {
  const { status, stdout } = published.seatrial('init');
  assert.equal(status, 0);
  assert.match(stdout, /^kept {4}package\.json\ncreated cucumber\.mjs\ncreated features\/web\.feature\n/);
  assert.match(published.seatrial('run').stdout, /\n1 passed, 0 failed\n$/);
});

test('a feature of ten lines on the user’s own manifests passes, without any TypeScript', () => {
  assert.equal(FEATURE.trim().split('\n').length, 10);
  write('k8s/web.yaml', WEB);
  write('features/shop.feature', FEATURE);
  const { status, stdout, stderr } = published.seatrial('run');
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /\n2 passed, 0 failed\n$/);
  for (const name of ['index.html', 'junit.xml', 'run.json', 'messages.ndjson'])
    assert.ok(existsSync(file(`out/${name}`)), name);
});

test('plain cucumber-js runs the same', () => {
  const { status, stdout, stderr } = published.run(['npx', '--no-install', 'cucumber-js']);
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /2 scenarios \(2 passed\)/);
});

const broken: readonly (readonly [what: string, text: string, run: RegExp, lint: RegExp])[] = [
  [
    'an unknown field',
    WEB.replace('containers:', 'contaners:'),
    /error when creating "k8s\/web\.yaml": .*unknown field "spec\.template\.spec\.contaners"/,
    /^k8s\/web\.yaml:10: unknown field "spec\.template\.spec\.contaners"$/m,
  ],
  [
    'broken YAML',
    WEB.replace('kind: Service', '  kind: [Service'),
    /error parsing k8s\/web\.yaml: error converting YAML to JSON: yaml: line \d+: /,
    /^k8s\/web\.yaml:\d+: .*yaml: line \d+: /m,
  ],
];
for (const [what, text, run, lint] of broken) {
  test(`a manifest with ${what} fails with file and line`, () => {
    write('k8s/web.yaml', text);
    const ran = published.seatrial('run', 'features/shop.feature');
    assert.equal(ran.status, 1);
    assert.match(ran.stdout, run);
    assert.match(ran.stdout, /^FAILED features\/shop\.feature:2 /m);
    const linted = published.seatrial('lint', 'features', 'k8s');
    assert.equal(linted.status, 2);
    assert.match(linted.stderr, lint);
    write('k8s/web.yaml', WEB);
  });
}

test('steps lists every sentence there is, in both languages', () => {
  const { stdout } = published.seatrial('steps');
  const argv = [join(import.meta.dirname, '../../bin/seatrial.js'), 'steps'];
  const here = spawnSync(process.execPath, argv, { cwd: published.path('.'), encoding: 'utf8' }).stdout;
  const sentences = (text: string): readonly string[] =>
    text
      .split('\n')
      .filter((line) => /^ {2}\S/.test(line))
      .sort();
  assert.deepEqual(sentences(stdout), sentences(here));
  const korean = sentences(stdout).filter((line) => /\p{Script=Hangul}/u.test(line));
  assert.ok(korean.length > 50 && sentences(stdout).length - korean.length > 50, String(korean.length));
});

test('a comparison of two runs, with its page', () => {
  assert.equal(published.seatrial('run', '--out', 'base').status, 0);
  write('k8s/web.yaml', WEB.replace('replicas: 2', 'replicas: 3'));
  published.seatrial('run', '--out', 'out');
  const { status, stdout } = published.seatrial('compare', 'base', 'out', '--html', 'compare.html');
  assert.equal(status, 1);
  assert.match(stdout, /kubectl created Deployment shop with spec\.replicas 3 instead of 2/);
  assert.match(stdout, /\n2 scenarios: 1 broke, 1 the same\n$/);
  assert.match(readFileSync(file('compare.html'), 'utf8'), /<svg class="tl"/);
  write('k8s/web.yaml', WEB);
});

test('a transcript is played', () => {
  write('commands.sh', 'kubectl create deployment web --image=nginx\nkubectl get deployments\n');
  const { status, stdout } = published.seatrial('play', 'commands.sh');
  assert.equal(status, 0);
  assert.match(stdout, /deployment\.apps\/web created/);
});

test('an exercise of the package grades', () => {
  const exercise = 'node_modules/seatrial/dist/scenarios/exercises/run-and-expose-a-pod';
  const { status, stdout, stderr } = published.seatrial(
    'grade',
    exercise,
    '--submissions',
    `${exercise}/mistakes`,
    '--out',
    'grades',
  );
  assert.equal(status, 0, stdout + stderr);
  assert.ok(existsSync(file('grades/grades.csv')));
});

test('the engine is a library with types', () => {
  write('use.mjs', "import { Cluster } from 'seatrial';\nconsole.log(typeof Cluster.start);\n");
  assert.equal(published.run(['node', 'use.mjs']).stdout, 'function\n');
});

const edits: readonly (readonly [what: string, from: string, to: string, code: number, said: RegExp])[] = [
  ['breaks a promise', 'replicas: 3', 'replicas: 4', 1, /\n2 scenarios: 1 broke, 1 the same\n/],
  ['changes an image', 'image: nginx', 'image: nginx:1.23', 0, /\n2 scenarios: 1 behaves differently, 1 the same\n/],
];
for (const system of ['github', 'gitlab'] as const) {
  for (const [what, from, to, expected, said] of edits) {
    test(`docs/ci.md, word for word: on ${system}, a branch that ${what}`, () => {
      const change = {
        tarball: published.tarball,
        installed: file('node_modules'),
        before: SHOP,
        after: SHOP.replace(from, to),
      };
      const { code, log, file: written } = runSnippet(system, change);
      assert.equal(code, expected, log);
      assert.match(log, said);
      assert.match(written('out/junit.xml') ?? '', /file="features\/shop\.feature" line="2"/);
      assert.match(written('out/compare.html') ?? '', /<svg class="tl"/);
      assert.equal(/## seatrial compare: /.test(written('../summary.md') ?? ''), system === 'github');
      assert.equal(/^::error file=features\/shop\.feature,/m.test(log), system === 'github' && expected === 1);
    });
  }
}

test('docs/ci.md with npm itself, which takes longer, is a script', () => {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  assert.equal(scripts['ci-snippets'], 'node scripts/ci-snippets.ts');
});

test('every command loads', () => {
  const paths = commands.map(({ name }) => `./node_modules/seatrial/dist/bin/commands/${name}.js`);
  write('load.mjs', `for (const path of ${JSON.stringify(paths)}) console.log(typeof (await import(path)).run);\n`);
  const { stdout, stderr } = published.run(['node', 'load.mjs']);
  assert.equal(stdout, 'function\n'.repeat(commands.length), stderr);
});

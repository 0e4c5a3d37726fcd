import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violationsOf } from './index.ts';
import { mask } from './mask.ts';
import { importsOf } from './source.ts';

/** A file, its text, and the whole answer of the rules. */
const refused: readonly (readonly [path: string, text: string, violation: RegExp])[] = [
  [
    'engine/controllers/shared/claim.ts',
    "import { x } from '../job/controller.ts';",
    /engine\/controllers\/shared may not import engine\/controllers\/job/,
  ],
  ['engine/scheduler/queue.ts', "import { x } from '../controllers/shared/claim.ts';", /components never meet/],
  [
    'engine/kernel/clock.ts',
    "import type { Kind } from '../api/kind.ts';",
    /^engine\/kernel\/clock\.ts:1: engine\/kernel may not import engine\/api\/kind\.ts: .*pass the value/,
  ],
  [
    'engine/api/server.ts',
    "import { pod } from '../kinds/core/pod.ts';",
    /engine\/api may not import engine\/kinds\/core\/pod\.ts: .*member of Kind/,
  ],
  [
    'engine/kinds/admission/quota.ts',
    "import { Clock } from '../../kernel/clock.ts';",
    /engine\/kinds may not import engine\/kernel\/clock\.ts/,
  ],
  [
    'engine/component/view.ts',
    "import { pod } from '../kinds/core/pod.ts';",
    /engine\/component may not import .*let cluster\.ts supply it/,
  ],
  [
    'engine/controllers/replicaset/controller.ts',
    "import { x } from '../deployment/rolling.ts';",
    /engine\/controllers\/replicaset may not import engine\/controllers\/deployment\/rolling\.ts: components never meet/,
  ],
  [
    'engine/controllers/job/controller.ts',
    "import type { Random } from '../../kernel/random.ts';",
    /may not import engine\/kernel\/random\.ts/,
  ],
  [
    'engine/scheduler/queue.ts',
    "export { x } from '../kubelet/probes.ts';",
    /engine\/scheduler may not import engine\/kubelet\/probes\.ts: components never meet/,
  ],
  [
    'engine/cluster.ts',
    "import { kubectl } from '../kubectl/index.ts';",
    /engine\/cluster\.ts may not import kubectl\/index\.ts/,
  ],
  [
    'engine/api/hash.ts',
    "import { createHash } from 'node:crypto';",
    /imports node:crypto, but engine\/ also runs in a browser page/,
  ],
  [
    'engine/scheduler/plugin.ts',
    "import type { Ajv } from 'ajv';",
    /engine\/scheduler may not import the package ajv: it belongs to scenarios/,
  ],
  [
    'engine/kinds/pod.ts',
    "import { Pod } from 'kubernetes-types/core/v1.js';",
    /package kubernetes-types: only with `import type`/,
  ],
  [
    'kubectl/get.ts',
    "import { Store } from '../engine/kernel/store.ts';",
    /kubectl may not import engine\/kernel\/store\.ts: .*engine\/index\.ts/,
  ],
  ['kubectl/diff.ts', "import leftPad from 'left-pad';", /package left-pad: no room has it; write down the reason/],
  ['server/http.ts', "import '../kubectl/index.ts';", /server may not import kubectl\/index\.ts/],
  ['steps/pods.ts', "const x = await import('../runner/run.ts');", /steps may not import runner\/run\.ts/],
  [
    'reports/timeline.ts',
    "import { Cluster } from '../engine/index.ts';",
    /reports may not import engine\/index\.ts: .*import type/,
  ],
  ['runner/run.ts', "import { grade } from '../grading/grade.ts';", /runner may not import grading\/grade\.ts/],
  [
    'bin/commands/steps.ts',
    "import { world } from '../../steps/world.ts';",
    /bin may not import steps\/world\.ts: argv and exit codes only/,
  ],
  [
    'bench/main.ts',
    "import fc from 'fast-check';\nimport { law } from '../test/laws.ts';",
    /bench may not import test\/laws\.ts/,
  ],
  ['kubectl/get.ts', "import { x } from '../attic/x.ts';", /imports attic\/x\.ts, which is in no room/],
  ['attic/x.ts', '', /^attic\/x\.ts: is in no room; move it into one, or add the room/],
  ['engine/helpers.ts', '', /^engine\/helpers\.ts: is in no room/],
  [
    'engine/kernel/clock.ts',
    '\nconst now = Date.now();',
    /^engine\/kernel\/clock\.ts:2: Date\.now is banned in engine\/: .*clock\.nowMs/,
  ],
  ['engine/kernel/clock.ts', 'const now = new Date();', /new Date\(\) is banned .*clock\.nowMs/],
  ['engine/kernel/clock.ts', 'const now = Date();', /: Date\(\) is banned/],
  ['engine/kernel/clock.ts', 'const now = performance.now();', /performance is banned/],
  ['engine/kernel/random.ts', 'const x = Math.random();', /Math\.random is banned .*seeded Random/],
  ['engine/kernel/random.ts', 'const x = crypto.randomUUID();', /crypto is banned/],
  ['engine/api/sort.ts', 'names.sort((a, b) => a.localeCompare(b));', /localeCompare is banned .*code unit/],
  ['engine/api/sort.ts', 'const x = name.toLocaleLowerCase();', /toLocale\* is banned/],
  ['engine/api/sort.ts', 'const x = new Intl.Collator();', /Intl is banned/],
  ['engine/kernel/loop.ts', 'setTimeout(run, 5);', /a machine timer is banned .*requeueAfterMs/],
  ['engine/kernel/loop.ts', 'queueMicrotask(run);', /queueMicrotask is banned/],
  ['engine/kernel/loop.ts', 'const run = async (x: number) => x;', /async is banned .*synchronous/],
  ['engine/kernel/loop.ts', 'await run();', /await is banned/],
  ['engine/kernel/loop.ts', 'const done = Promise.resolve();', /Promise is banned/],
  ['engine/kernel/store.ts', 'const copy = structuredClone(pod);', /structuredClone is banned .*spread/],
  ['engine/kernel/store.ts', 'const text = `${process.env}`;', /process is banned .*browser page/],
  ['engine/kernel/store.ts', 'console.log(1);', /console is banned .*Trace/],
  ['engine/kernel/store.ts', 'globalThis.store = 1;', /globalThis is banned/],
  ['kubectl/get.ts', `// ${'TO'}DO: later`, /^kubectl\/get\.ts:1: .* is a promise nobody keeps/],
  ['kubectl/getPods.ts', '', /kubectl\/getPods\.ts: is not in kebab-case/],
  ['kubectl/Table/print.ts', '', /is not in kebab-case/],
  ['kubectl/get.ts', 'x;\n'.repeat(401), /has 401 lines, 400 are allowed: split it by responsibility/],
];

for (const [path, text, violation] of refused) {
  const firstLine = text.split('\n', 2).join(' ').slice(0, 60);
  test(`refused: ${path} with "${firstLine}"`, () => {
    const [first = '', ...others] = violationsOf({ path, text });
    assert.match(first, violation);
    assert.deepEqual(others, []);
  });
}

const allowed: readonly (readonly [path: string, text: string])[] = [
  ['engine/controllers/job/controller.ts', "import { claim } from '../shared/claim.ts';"],
  [
    'engine/controllers/job/controller.ts',
    "import type { View } from '../../component/view.ts';\nimport { pod } from '../../kinds/core/pod.ts';",
  ],
  ['engine/controllers/job/controller.ts', "import { backoff } from './backoff.ts';"],
  [
    'engine/cluster.ts',
    "import { loop } from './kernel/loop.ts';\nimport { job } from './controllers/job/controller.ts';",
  ],
  ['engine/faults/drop.ts', "import { queue } from '../scheduler/queue.ts';"],
  ['engine/topology/boot.ts', "import { queue } from '../scheduler/queue.ts';"],
  ['engine/api/digest.ts', "import { sha256 } from '@noble/hashes/sha2.js';"],
  ['engine/kinds/pod.ts', "import type { Pod } from 'kubernetes-types/core/v1.js';"],
  ['engine/kinds/pod.test.ts', "import { test } from 'node:test';\nconst startedMs = Date.now();"],
  ['kubectl/get.ts', "import { Cluster } from '../engine/index.ts';\nimport { parse } from 'yaml';"],
  [
    'reports/timeline.ts',
    "import type { Trace } from '../engine/index.ts';\nimport { type Grade } from '../grading/grade.ts';",
  ],
  ['runner/run.ts', "import { runCucumber } from '@cucumber/cucumber/api';"],
  ['bin/commands/grade.ts', "import { grade } from '../../grading/grade.ts';\nconst now = Date.now();"],
  ['test/laws.test.ts', "import fc from 'fast-check';\nimport { Store } from '../engine/kernel/store.ts';"],
  ['engine/kernel/clock.ts', '/** Not Date.now(): time is virtual. */ // nor Math.random()\nconst at = new Date(0);'],
  ['engine/kubelet/images.ts', "const text = 'Intl and process.exit'; const other = `await x, console.log`;"],
  [
    'engine/kubelet/images.ts',
    'const row = { process: 1 }; const id = process.pid; const pid = container.process.id; const quote = /[\'"`/*]/;',
  ],
  ['engine/kinds/table.ts', `// generated by scripts/kinds.ts\n${'x;\n'.repeat(900)}`],
  ['kubectl/get.ts', 'x;\n'.repeat(400)],
  ['cucumber.js', 'export default {};'],
];

for (const [path, text] of allowed) {
  test(`allowed: ${path} with "${text.split('\n', 2).join(' ').slice(0, 60)}"`, () => {
    assert.deepEqual(violationsOf({ path, text }), []);
  });
}

test('an import is found in whatever form it has, and only what is erased counts as a type', () => {
  const text = [
    "import { a,\n  b } from './one.ts';",
    "import type { C } from './two.ts';",
    "import { type D, type E } from './three.ts';",
    "import { type F, g } from './four.ts';",
    "export * from './five.ts';",
    "export type { H } from './six.ts';",
    "import './seven.ts';",
    "const late = await import('./eight.ts');",
    "// import './comment.ts';",
    'const script = `',
    "import x from './template.ts';`;",
    'const text = "import \'./string.ts\'";',
  ].join('\n');
  const found = importsOf(text).map(
    ({ specifier, typeOnly, line }) => `${line} ${specifier}${typeOnly ? ' type' : ''}`,
  );
  assert.deepEqual(found, [
    '2 ./one.ts',
    '3 ./two.ts type',
    '4 ./three.ts type',
    '5 ./four.ts',
    '6 ./five.ts',
    '7 ./six.ts type',
    '8 ./seven.ts',
    '9 ./eight.ts',
  ]);
});

/** The text, and what of it is code. */
const masked: readonly (readonly [text: string, code: string])[] = [
  ["a('b') // c", "a(' ')     "],
  ['a /* b\nc */ d', 'a     \n     d'],
  ["f('it\\'s', x)", "f('     ', x)"],
  ['`a${b}c${`d${e}`}f`', '`  {b}  {`  {e}`} `'],
  ['x / y / z', 'x / y / z'],
  ["x = /['/]/; y", 'x = /    /; y'],
  ["return /'/.test(y)", 'return / /.test(y)'],
];
for (const [text, code] of masked) {
  test(`code of ${JSON.stringify(text)}`, () => {
    assert.equal(mask(text, { strings: false }), code);
  });
}

/** What steps give as reasons has its Korean: the phrases stand in reports/, the sentences in steps/, and neither knows the other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inKorean } from '../../reports/korean/korean.ts';
import { CASES } from '../../steps/support/causes/testing.ts';
import { DEFAULT_WAIT_MS, eventually } from '../../steps/support/expect.ts';
import { explain } from '../../steps/support/explain.ts';
import { fieldIs, labelled, podsLabelled } from '../../steps/support/fields.ts';
import { podsRunImage } from '../../steps/support/images.ts';
import { existence } from '../../steps/support/objects.ts';
import { selectsPodsOf } from '../../steps/support/selection.ts';
import { endpointCount, externalAddress } from '../../steps/support/services.ts';
import { atLeast, countOf } from '../../steps/support/subjects.ts';
import { worldOf } from '../../steps/support/testing.ts';

const HANGUL = /[가-힣]/;
/** Kubernetes' own words stay. */
const FOREIGN = /^(?:FailedCreate|Warning|Failed\w*): /;

for (const { name, manifest, about } of CASES) {
  test(`in Korean: ${name}`, () => {
    const world = worldOf(name);
    world.mustKubectl(['apply', '-f', '-'], { stdin: manifest });
    world.cluster.advance(DEFAULT_WAIT_MS);
    const causes = explain(world.cluster, { namespace: 'default', ...about })?.causes ?? [];
    assert.ok(causes.length > 0);
    for (const cause of causes) if (!FOREIGN.test(cause)) assert.match(inKorean(cause), HANGUL, cause);
  });
}

test('in Korean: what a step speaks of, what it wants and what it finds', () => {
  const world = worldOf('states');
  world.mustKubectl(['create', 'deployment', 'web', '--image=nginx']);
  world.mustKubectl(['expose', 'deployment', 'web', '--port=80']);
  eventually(world, countOf(world, 'web', 1, 'Ready'));
  const wrong = [
    countOf(world, 'web', 2, 'Ready'),
    atLeast(world, 'nobody', 2, 'Ready'),
    existence(world, 'Deployment', 'api', true),
    fieldIs(world, 'Deployment', 'web', '{.spec.nothing}', 'x'),
    labelled(world, 'Deployment', 'web', 'a=b'),
    podsLabelled(world, 'web', 'a=b'),
    podsRunImage(world, 'web', 'httpd'),
    selectsPodsOf(world, 'web', 'nobody'),
    endpointCount(world, 'web', 2),
    externalAddress(world, 'web', '1.2.3.4'),
  ];
  for (const expectation of wrong) {
    let told: readonly string[] = [];
    try {
      eventually(world, expectation, 1000);
    } catch (error) {
      const { what, expected, actual } = (error as { divergence: Readonly<Record<string, string>> }).divergence;
      told = [what ?? '', expected ?? '', actual ?? ''];
    }
    // Names of kinds, addresses and numbers are the same in both languages.
    const [what = '', expected = '', actual = ''] = told;
    assert.match(inKorean(expected), HANGUL, expected);
    if (!/^[A-Z]\w+ "/.test(what)) assert.match(inKorean(what), HANGUL, what);
    if (!/^(?:[A-Z]\w+ "|<pending>|\d+: |app=)/.test(actual)) assert.match(inKorean(actual), HANGUL, actual);
  }
});

import { visible } from './html/escape.ts';
import { countsOf, type FeatureRun, furtherCauses, type Run, type ScenarioRun, scenariosOf } from './run-value.ts';
import { instant } from './virtual-time.ts';

/**
 * JUnit XML for CI: one suite a feature, one case a scenario, times in virtual seconds, `file` and `line` for the readers that use
 * them. No wall clock: the same run gives the same bytes.
 */
export function junitXml(run: Run): string {
  const { passed, failed } = countsOf(scenariosOf(run));
  const total = seconds(scenariosOf(run));
  const head = `<testsuites name="seatrial" tests="${passed + failed}" failures="${failed}" errors="0" time="${total}">`;
  const suites = distinct(run.features).map((feature) => suite(feature, run.seed));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.join('')}</testsuites>\n`;
}

/** GitLab knows a test by class and name, and keeps the first of two: features of one name get their file's. */
function distinct(features: readonly FeatureRun[]): readonly FeatureRun[] {
  const counts = Map.groupBy(features, ({ name }) => name);
  return features.map((feature) =>
    counts.get(feature.name)?.length === 1 ? feature : { ...feature, name: `${feature.name} (${feature.uri})` },
  );
}

function suite(feature: FeatureRun, seed: string): string {
  const { scenarios, uri, name } = feature;
  const { passed, failed } = countsOf(scenarios);
  const head = `<testsuite name="${attribute(name)}" tests="${passed + failed}" failures="${failed}" errors="0" skipped="0" time="${seconds(scenarios)}" file="${attribute(uri)}">`;
  const properties = `<properties><property name="seed" value="${attribute(seed)}"/></properties>`;
  return `  ${head}\n    ${properties}\n${scenarios.map((scenario) => testCase(scenario, feature)).join('')}  </testsuite>\n`;
}

function testCase(scenario: ScenarioRun, { name: feature }: FeatureRun): string {
  const { name, uri, line, status } = scenario;
  const attributes = `name="${attribute(name)}" classname="${attribute(feature)}" time="${seconds([scenario])}" file="${attribute(uri)}" line="${line}"`;
  if (status === 'passed') return `    <testcase ${attributes}/>\n`;
  const { type, summary, body } = failureOf(scenario);
  return `    <testcase ${attributes}>\n      <failure type="${type}" message="${attribute(summary)}">${text(body)}</failure>\n    </testcase>\n`;
}

function failureOf({ failure, status, replay, id }: ScenarioRun): {
  readonly type: string;
  readonly summary: string;
  readonly body: string;
} {
  const divergence = failure?.divergence;
  const message = failure?.message ?? `the scenario was ${status}`;
  const [firstLine = ''] = message.split('\n', 1);
  const summary =
    divergence === undefined
      ? firstLine
      : `${divergence.what}: expected ${divergence.expected}, got ${divergence.actual}`;
  const lines = [
    ...(failure?.step === undefined ? [] : [`step: ${failure.step}`]),
    ...(divergence === undefined
      ? [message]
      : [
          `first divergence at ${instant(divergence.atMs)} of virtual time: ${divergence.what}`,
          `expected: ${divergence.expected}`,
          `actual: ${divergence.actual}`,
          ...(divergence.why === undefined ? [] : [`why: ${divergence.why}`]),
          ...furtherCauses(divergence).map((cause) => `because: ${cause}`),
        ]),
    `scenario: ${id}`,
    `replay: ${replay}`,
  ];
  return { type: divergence === undefined ? 'failure' : 'divergence', summary, body: lines.join('\n') };
}

function seconds(scenarios: readonly ScenarioRun[]): string {
  return (scenarios.reduce((sum, scenario) => sum + scenario.elapsedMs, 0) / 1000).toFixed(3);
}

function attribute(value: string): string {
  return text(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

function text(value: string): string {
  // U+FFFE and U+FFFF are no characters of XML 1.0.
  return visible(value)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

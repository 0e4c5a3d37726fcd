import { countsOf, type FeatureRun, furtherCauses, type Run, type ScenarioRun, scenariosOf } from '../run-value.ts';
import { duration, instant } from '../virtual-time.ts';
import type { Annotation } from './annotations.ts';
import { code, markdown, row } from './markdown.ts';

const MOST_FAILURES = 20;
const MOST_FEATURES = 100;

/** A run for the summary of a GitHub step: the counts, the first failures with their reason and replay, the features, worst first. */
export function runSummary(run: Run): string {
  const scenarios = scenariosOf(run);
  const { passed, failed } = countsOf(scenarios);
  const failures = scenarios.filter(({ status }) => status !== 'passed');
  return [
    `## seatrial: ${failed === 0 ? `${passed} passed` : `${failed} of ${scenarios.length} failed`}`,
    ...failures.slice(0, MOST_FAILURES).map(failureText),
    ...(failures.length > MOST_FAILURES ? [`and ${failures.length - MOST_FAILURES} more, in the report.`] : []),
    featureTable(run.features),
    `<sub>Seed ${markdown(run.seed, 40)}. Times are virtual. The report is <code>index.html</code> of the output folder.</sub>`,
    '',
  ].join('\n\n');
}

function failureText(scenario: ScenarioRun): string {
  const { name, id, replay } = scenario;
  return [`**${markdown(name)}** ${code(id)}  `, `${reason(scenario)}  `, code(replay, 1000)].join('\n');
}

function reason({ failure, status }: ScenarioRun): string {
  const divergence = failure?.divergence;
  if (divergence === undefined) return markdown(failure?.message ?? `the scenario was ${status}`, 1000);
  const { atMs, what, expected, actual, why } = divergence;
  const reasons = [...(why === undefined ? [] : [why]), ...furtherCauses(divergence)];
  const cause = reasons.length === 0 ? '' : ` Why: ${reasons.map((each) => markdown(each, 500)).join('; ')}`;
  return `At ${instant(atMs)}, ${markdown(what, 500)}: expected ${markdown(expected, 500)}, got ${markdown(actual, 500)}.${cause}`;
}

function featureTable(features: readonly FeatureRun[]): string {
  const failedOf = ({ scenarios }: FeatureRun): number => countsOf(scenarios).failed;
  const sorted = features.toSorted((a, b) => failedOf(b) - failedOf(a));
  const rows = sorted.slice(0, MOST_FEATURES).map(({ name, scenarios }) => {
    const { passed, failed } = countsOf(scenarios);
    const virtualMs = scenarios.reduce((sum, scenario) => sum + scenario.elapsedMs, 0);
    return row([markdown(name, 160), String(passed), failed === 0 ? '0' : `**${failed}**`, duration(virtualMs)]);
  });
  const left = features.length - MOST_FEATURES;
  return [
    row(['Feature', 'Passed', 'Failed', 'Virtual time']),
    row(['---', '---:', '---:', '---:']),
    ...rows,
    ...(left > 0 ? [row([`and ${left} more`, '', '', ''])] : []),
  ].join('\n');
}

/** Each scenario that did not pass, at the step that failed. */
export function runAnnotations(run: Run): readonly Annotation[] {
  return scenariosOf(run).flatMap((scenario) => {
    const { uri, line, name, status, steps, failure, replay } = scenario;
    if (status === 'passed') return [];
    const divergence = failure?.divergence;
    const said =
      divergence === undefined
        ? (failure?.message ?? `the scenario was ${status}`)
        : `${divergence.what}: expected ${divergence.expected}, got ${divergence.actual}${divergence.why === undefined ? '' : `\nwhy: ${divergence.why}`}`;
    const failed = steps.find((step) => step.status === 'failed')?.line ?? 0;
    return [{ file: uri, line: failed > 0 ? failed : line, title: name, message: `${said}\n${replay}` }];
  });
}

import type { GherkinDocument, Scenario } from '@cucumber/messages';
import { nearest } from '../../scenarios/gherkin/nearest.ts';
import { type Surroundings, swallowedLines } from '../../scenarios/gherkin/swallowed.ts';
import type { Problem } from '../problem.ts';

/** What cucumber would let pass without a word: text that became a description, and scenarios that never run as they read. */
export function documentProblems(document: GherkinDocument, surroundings: Surroundings): readonly Problem[] {
  const { feature, uri = '' } = document;
  if (feature === undefined) return [{ uri, line: 0, message: 'holds no feature: begin it with `Feature: ...`' }];
  const children = feature.children.flatMap((child) => [child, ...(child.rule?.children ?? [])]);
  const scenarios = children.flatMap(({ scenario }) => scenario ?? []);
  const swallowed = swallowedLines(feature, surroundings);
  if (scenarios.length === 0 && swallowed.length === 0)
    return [{ uri, line: feature.location.line, message: 'holds no scenario, so it proves nothing', isWarning: true }];
  return [
    ...swallowed.map((each) => ({ uri, ...each })),
    ...scenarios.flatMap((scenario) => scenarioProblems(scenario).map((problem) => ({ uri, ...problem }))),
  ];
}

type Placed = Omit<Problem, 'uri'>;

function scenarioProblems(scenario: Scenario): readonly Placed[] {
  const { location, name, steps, description } = scenario;
  if (steps.length > 0) return [...emptyOutline(scenario), ...placeholders(scenario)];
  // With a description it is an error, which stands among the swallowed lines.
  if (description.trim() !== '') return [];
  return [{ line: location.line, message: `scenario "${name}" has no steps, so it proves nothing`, isWarning: true }];
}

function emptyOutline({ keyword, name, examples, location }: Scenario): readonly Placed[] {
  const rows = examples.flatMap((each) => each.tableBody);
  const isOutline = /outline|template|개요/i.test(keyword) || examples.length > 0;
  if (!isOutline || rows.length > 0) return [];
  const message = `"${name}" is an outline without a row of examples, so it would never run`;
  return [{ line: location.line, message }];
}

/** `<count>` where no column is named so stays in the text as it is. */
function placeholders({ steps, examples }: Scenario): readonly Placed[] {
  if (examples.length === 0) return [];
  const columns = new Set(examples.flatMap((each) => each.tableHeader?.cells.map((cell) => cell.value) ?? []));
  return steps.flatMap((step) =>
    [...step.text.matchAll(/<([^<>]+)>/g)]
      .filter((match) => !columns.has(match[1] ?? ''))
      .map((match) => {
        const hint = nearest(match[1] ?? '', [...columns]);
        const meant = hint === undefined ? `columns are ${[...columns].join(', ')}` : `did you mean <${hint}>?`;
        return { line: step.location.line, message: `no column of the examples is named ${match[0]}; ${meant}` };
      }),
  );
}

import type { Background, GherkinDocument, Scenario, Step } from '@cucumber/messages';
import { type Problem, sortProblems } from '../problem.ts';
import { ManifestLint } from './manifests.ts';

/** Steps that expect to be refused: their mistakes are meant. */
const TRIES = /\btry\b|시도/i;
/** Steps that apply their manifest themselves; elsewhere (a file, an input) what becomes of it is not known. */
const APPLIES = /\bmanifest\b|매니페스트/i;

/** Manifests in the doc strings of a feature, scenario by scenario, each on a cluster of its own. */
export function docStringProblems({ uri = '', feature }: GherkinDocument): readonly Problem[] {
  const children = feature?.children.flatMap((child) => [child, ...(child.rule?.children ?? [])]) ?? [];
  const background = children.flatMap((child) => child.background ?? []);
  const scenarios = children.flatMap((child) => child.scenario ?? []);
  return sortProblems(scenarios.flatMap((scenario) => scenarioProblems(uri, background, scenario)));
}

function scenarioProblems(uri: string, backgrounds: readonly Background[], scenario: Scenario): readonly Problem[] {
  const steps = [...backgrounds.flatMap((background) => background.steps), ...scenario.steps].filter(isManifest);
  if (steps.length === 0) return [];
  const lint = new ManifestLint();
  return steps.flatMap(({ text, docString }) => {
    const { content = '', location } = docString ?? {};
    // Placeholders of an outline are no values yet.
    if (TRIES.test(text) || (scenario.examples.length > 0 && /<[^<>]+>/.test(content))) return [];
    const problems = lint.problems({ uri, text: content, line: (location?.line ?? 0) + 1 });
    return APPLIES.test(text) ? problems : problems.map((problem) => ({ ...problem, isWarning: true }));
  });
}

function isManifest({ docString }: Step): boolean {
  return docString !== undefined && /^apiVersion:/m.test(docString.content) && /^kind:/m.test(docString.content);
}

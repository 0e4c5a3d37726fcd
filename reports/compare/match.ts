import type { IndexedScenario, RunIndex } from '../run-index.ts';

/** The same scenario in both runs, or in the one run that has it. */
export interface Pair {
  readonly base?: IndexedScenario;
  readonly current?: IndexedScenario;
}

/** From what surely is the same to what most likely is; each rule looks only at what the earlier ones left. */
const RULES: readonly ((scenario: IndexedScenario) => string)[] = [
  (scenario) => JSON.stringify([scenario.uri, scenario.name, stepTexts(scenario)]),
  // A row of an outline whose number changed because another row came before it.
  (scenario) => JSON.stringify([scenario.uri, scenario.name.replace(/ #\d+$/, ''), stepTexts(scenario)]),
  (scenario) => JSON.stringify([scenario.uri, scenario.name]),
  // Renamed, or moved to another file.
  (scenario) => JSON.stringify(stepTexts(scenario)),
];

/** Pairs the scenarios of two runs, whatever line they stand on now: those of `current` in their order, then those that are gone. */
export function pairsOf(base: RunIndex, current: RunIndex): readonly Pair[] {
  const before = scenarios(base);
  const now = scenarios(current);
  const found = new Map<IndexedScenario, IndexedScenario>();
  const taken = new Set<IndexedScenario>();
  for (const keyOf of RULES) {
    const mine = grouped(
      now.filter((scenario) => !found.has(scenario)),
      keyOf,
    );
    const theirs = grouped(
      before.filter((scenario) => !taken.has(scenario)),
      keyOf,
    );
    for (const [key, [scenario, ...rivals]] of mine) {
      const [match, ...others] = theirs.get(key) ?? [];
      if (scenario === undefined || match === undefined || rivals.length + others.length > 0) continue;
      found.set(scenario, match);
      taken.add(match);
    }
  }
  return [
    ...now.map((scenario): Pair => {
      const match = found.get(scenario);
      return match === undefined ? { current: scenario } : { base: match, current: scenario };
    }),
    ...before.filter((scenario) => !taken.has(scenario)).map((scenario): Pair => ({ base: scenario })),
  ];
}

function scenarios(index: RunIndex): readonly IndexedScenario[] {
  return index.features.flatMap((feature) => feature.scenarios);
}

function stepTexts({ steps }: IndexedScenario): readonly string[] {
  return steps.map((step) => step.text);
}

function grouped(
  list: readonly IndexedScenario[],
  keyOf: (scenario: IndexedScenario) => string,
): ReadonlyMap<string, readonly IndexedScenario[]> {
  const groups = new Map<string, IndexedScenario[]>();
  for (const scenario of list) {
    const key = keyOf(scenario);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [scenario]);
    else group.push(scenario);
  }
  return groups;
}

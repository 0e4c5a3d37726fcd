import type { Examples, Feature, GherkinDocument, Rule, Scenario } from '@cucumber/messages';
import type { Problem } from '../problem.ts';
import { nearest } from './nearest.ts';

/** Keywords of steps, and of what begins a scenario, in the two languages that features are written in. */
const STEP_KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  en: ['Given', 'When', 'Then', 'And', 'But', '*'],
  ko: ['먼저', '조건', '만일', '만약', '그러면', '그리고', '하지만', '단'],
};
const BLOCK_KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Scenario',
    'Example',
    'Scenario Outline',
    'Scenario Template',
    'Examples',
    'Scenarios',
    'Background',
    'Rule',
    'Feature',
  ],
  ko: ['시나리오', '시나리오 개요', '예', '배경', '규칙', '기능'],
};

/** What cucumber would let pass without a word: text that reads like a step or a scenario but became a description. */
export function documentProblems(document: GherkinDocument): readonly Problem[] {
  const { feature, uri = '' } = document;
  if (feature === undefined) return [{ uri, line: 0, message: 'holds no feature: begin it with `Feature: ...`' }];
  const lint = new DocumentLint(uri, feature);
  return lint.problems();
}

class DocumentLint {
  readonly #uri: string;
  readonly #feature: Feature;
  readonly #language: string;

  constructor(uri: string, feature: Feature) {
    this.#uri = uri;
    this.#feature = feature;
    this.#language = feature.language;
  }

  problems(): readonly Problem[] {
    return [...this.#swallowed(this.#feature), ...this.#children(this.#feature.children)];
  }

  #children(children: Feature['children'] | Rule['children']): readonly Problem[] {
    return children.flatMap((child) => {
      if ('rule' in child && child.rule !== undefined)
        return [...this.#swallowed(child.rule), ...this.#children(child.rule.children)];
      if (child.background !== undefined) return this.#swallowed(child.background);
      return child.scenario === undefined ? [] : this.#scenario(child.scenario);
    });
  }

  #scenario(scenario: Scenario): readonly Problem[] {
    const swallowed = [scenario, ...scenario.examples].flatMap((part) => this.#swallowed(part));
    if (swallowed.length > 0) return swallowed;
    const { line } = scenario.location;
    if (scenario.steps.length === 0)
      return [
        { ...this.#problem(line, `scenario "${scenario.name}" has no steps, so it proves nothing`), isWarning: true },
      ];
    return [...this.#emptyOutline(scenario), ...this.#placeholders(scenario)];
  }

  #emptyOutline({ keyword, name, examples, location }: Scenario): readonly Problem[] {
    const rows = examples.flatMap((each) => each.tableBody);
    const isOutline = /outline|template|개요/i.test(keyword) || examples.length > 0;
    if (!isOutline || rows.length > 0) return [];
    return [this.#problem(location.line, `"${name}" is an outline without a row of examples, so it would never run`)];
  }

  /** `<count>` where no column is named so stays in the text as it is. */
  #placeholders({ steps, examples }: Scenario): readonly Problem[] {
    if (examples.length === 0) return [];
    const columns = new Set(examples.flatMap((each) => each.tableHeader?.cells.map((cell) => cell.value) ?? []));
    return steps.flatMap((step) =>
      [...step.text.matchAll(/<([^<>]+)>/g)]
        .filter((match) => !columns.has(match[1] ?? ''))
        .map((match) => {
          const hint = nearest(match[1] ?? '', [...columns]);
          const meant = hint === undefined ? `columns are ${[...columns].join(', ')}` : `did you mean <${hint}>?`;
          return this.#problem(step.location.line, `no column of the examples is named ${match[0]}; ${meant}`);
        }),
    );
  }

  /** Lines of a description that begin like a step or a keyword. */
  #swallowed(
    part: Feature | Rule | Scenario | Examples | { description: string; location: { line: number } },
  ): readonly Problem[] {
    if (part.description === '') return [];
    return part.description.split('\n').flatMap((text, index) => {
      const line = text.trim();
      const message = this.#blockSuspicion(line) ?? (holdsSteps(part) ? this.#stepSuspicion(line) : undefined);
      // A description begins on the line after its keyword, blank lines before it are dropped by the parser.
      return message === undefined ? [] : [this.#problem(part.location.line + index + 1, message)];
    });
  }

  /** A line that reads like the beginning of a scenario or of examples. */
  #blockSuspicion(text: string): string | undefined {
    const block = /^([^:：]{1,24})[:：]/.exec(text)?.[1]?.trim();
    if (block === undefined) return undefined;
    const blocks = BLOCK_KEYWORDS[this.#language] ?? [];
    if (this.#language === 'ko' && /^예(?:시|제)?$/.test(block))
      return `"${text}" ${SWALLOWED}: a scenario begins with \`시나리오:\` (\`예:\` begins the examples of an outline)`;
    if (blocks.includes(block)) return `"${text}" ${SWALLOWED}: write \`${block}:\` with a plain colon right behind it`;
    const meant = nearest(block, blocks);
    if (meant === undefined || !isLikeAKeyword(block, meant)) return undefined;
    return `"${text}" ${SWALLOWED}: did you mean \`${meant}:\`?`;
  }

  /** A line that reads like a step: only where steps are due, because prose may well begin with "When". */
  #stepSuspicion(text: string): string | undefined {
    const [first = ''] = text.split(/\s/, 1);
    const known = STEP_KEYWORDS[this.#language] ?? [];
    if (known.includes(first)) return `"${text}" ${SWALLOWED}: a step belongs below \`Scenario:\` or \`Background:\``;
    const meant = nearest(
      first,
      known.filter((keyword) => keyword.length > 2 || this.#language === 'ko'),
    );
    if (meant === undefined || ORDINARY_WORDS.has(first.toLowerCase()) || !isLikeAKeyword(first, meant))
      return undefined;
    return `"${text}" ${SWALLOWED}: did you mean \`${meant}\` instead of \`${first}\`?`;
  }

  #problem(line: number, message: string): Problem {
    return { uri: this.#uri, line, message };
  }
}

const SWALLOWED = 'would be taken as description and never run';

/** Words one edit away from a keyword that sentences begin with. */
const ORDINARY_WORDS: ReadonlySet<string> = new Set([
  'the',
  'they',
  'them',
  'there',
  'an',
  'any',
  'all',
  'but',
  'what',
  'where',
  'who',
]);

/** Scenarios and backgrounds have steps below them; features, rules and examples have not. */
function holdsSteps(part: { readonly description: string }): boolean {
  return 'steps' in part;
}

/** A slip of the fingers keeps the first letter or the length; prose beginning with "This" is not "Then". */
function isLikeAKeyword(word: string, keyword: string): boolean {
  if (word === keyword.toLowerCase() && word !== keyword) return true;
  return word[0] === keyword[0] && word !== keyword;
}

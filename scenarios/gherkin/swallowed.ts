import { blockKeywords, stepKeywords } from './keywords.ts';
import { isLikeAKeyword, nearest, ORDINARY_WORDS } from './nearest.ts';
import { type FeaturePart, framesOf, holdsScenario, type Part, type ScenarioPart, scenariosOf } from './tree.ts';

/** A line that was meant to run and became a description. */
export interface SwallowedLine {
  readonly line: number;
  /** One line: the text, and what to write instead. */
  readonly message: string;
}

export interface Surroundings {
  /** Whether a step definition matches the text (without its keyword). */
  readonly isStep: (text: string) => boolean;
  /** The file's text, where it is at hand: lines are then exact behind blank lines and comments too. */
  readonly source: () => string | undefined;
}

const SWALLOWED = 'would be taken as description and never run';

/**
 * What a description belongs to: a feature or rule above scenarios (`prose`), a scenario or background (`steps`), or what has no place for
 * stories: examples, and features and rules without a scenario (`bare`).
 */
type Place = 'prose' | 'steps' | 'bare';

/** Everything that Gherkin would swallow without a word, in the order of the file. */
export function swallowedLines(feature: FeaturePart, surroundings: Surroundings): readonly SwallowedLine[] {
  const search = new SwallowedSearch(feature, surroundings);
  const found = [
    ...framesOf(feature).flatMap((part) => search.part(part, placeOf(part))),
    ...scenariosOf(feature).flatMap((each) => search.scenario(each)),
  ];
  return found.sort((a, b) => a.line - b.line);
}

/** Looks for steps and keywords in the descriptions of one feature. */
class SwallowedSearch {
  readonly #language: string;
  readonly #steps: readonly string[];
  /** Longest first: `Scenario Outline` before `Scenario`. */
  readonly #blocks: readonly string[];
  readonly #surroundings: Surroundings;

  constructor(feature: FeaturePart, surroundings: Surroundings) {
    this.#language = feature.language;
    this.#steps = stepKeywords(feature.language);
    const used = [...framesOf(feature), ...scenariosOf(feature)].map(({ keyword }) => keyword);
    const blocks = new Set([...blockKeywords(feature.language), ...used]);
    this.#blocks = [...blocks].sort((a, b) => b.length - a.length);
    this.#surroundings = surroundings;
  }

  /** A scenario with its examples. One that has prose and no step would pass without proving anything. */
  scenario(scenario: ScenarioPart): readonly SwallowedLine[] {
    const examples = scenario.examples.flatMap((part) => this.part(part, 'bare'));
    const found = [...this.part(scenario, 'steps'), ...examples];
    const { description, steps, name, location } = scenario;
    if (found.length > 0 || steps.length > 0 || description.trim() === '') return found;
    const message = `scenario "${name}" has a description but nothing to run: does a line lack its keyword (${this.#samples()})?`;
    return [{ line: location.line, message }];
  }

  /** The lines of one description that read like a step or like the beginning of a block. */
  part(part: Part, place: Place): readonly SwallowedLine[] {
    if (part.description === '') return [];
    const texts = part.description.split('\n').map((text) => text.trim());
    const found: { readonly index: number; readonly message: string }[] = [];
    let isBelowBlock = false;
    for (const [index, text] of texts.entries()) {
      if (text === '') continue;
      const block = this.#blockWithColon(text) ?? this.#blockWithoutColon(text, texts.slice(index + 1));
      // Steps below a block that is none are lost with it: one complaint says it.
      const message = block ?? (isBelowBlock ? undefined : this.#step(text, place));
      if (block !== undefined) isBelowBlock = true;
      if (message !== undefined) found.push({ index, message });
    }
    if (found.length === 0) return [];
    const lines = linesOf(part, texts, this.#surroundings.source());
    return found.map(({ index, message }) => ({ line: lines[index] ?? part.location.line, message }));
  }

  /** `Scenaro: x`, `Scenario : x`, `Scenario： x`. */
  #blockWithColon(text: string): string | undefined {
    const block = /^([^:：]{1,24})[:：]/.exec(text)?.[1]?.trim();
    if (block === undefined) return undefined;
    if (this.#language === 'ko' && /^예(?:시|제)?$/.test(block))
      return `"${text}" ${SWALLOWED}: a scenario begins with \`시나리오:\` (\`예:\` begins the examples of an outline)`;
    if (this.#blocks.includes(block))
      return `"${text}" ${SWALLOWED}: write \`${block}:\` with a plain colon right behind it`;
    const meant = nearest(block, this.#blocks);
    if (meant === undefined || !isLikeAKeyword(block, meant)) return undefined;
    return `"${text}" ${SWALLOWED}: did you mean \`${meant}:\`?`;
  }

  /** `Scenario x` alone on its line or above a step; `Rule of thumb: ...` and sentences are prose. */
  #blockWithoutColon(text: string, below: readonly string[]): string | undefined {
    const isAboveStep = this.#looksLikeStep(below.find((line) => line !== '') ?? '');
    const block = this.#blocks.find((each) => text === each || text.startsWith(`${each} `));
    if (block !== undefined) {
      const isTitle = (below[0] ?? '') === '' && !/[.!?,;…。)]$/u.test(text);
      if (text !== block && !isTitle && !isAboveStep) return undefined;
      return `"${text}" ${SWALLOWED}: write \`${block}:\` with a colon, or other words if it is prose`;
    }
    const [first = ''] = text.split(/\s/, 1);
    const meant = isAboveStep ? nearest(first, this.#blocks) : undefined;
    if (meant === undefined || !isLikeAKeyword(first, meant)) return undefined;
    return `"${text}" ${SWALLOWED}: did you mean \`${meant}:\` (with a colon)?`;
  }

  #looksLikeStep(text: string): boolean {
    // Prose has lists with stars.
    return (this.#keywordOf(text) ?? '*') !== '*' || this.#isStep(text) || this.#isStep(afterFirstWord(text));
  }

  /** A line that reads like a step. Prose may well begin with "When": it is refused where steps are due, or where a step has its text. */
  #step(text: string, place: Place): string | undefined {
    if (this.#isStep(text))
      return `"${text}" ${SWALLOWED}: begin it with a keyword (${this.#samples()}) below \`${this.#scenarioWord()}:\``;
    const keyword = this.#keywordOf(text);
    const rest = keyword === undefined ? afterFirstWord(text) : text.slice(keyword.length).trim();
    const isKnown = this.#isStep(rest);
    const isDue = place === 'steps' || (place === 'bare' && keyword !== undefined && keyword !== '*');
    if (!isKnown && !isDue) return undefined;
    if (keyword !== undefined && place === 'steps')
      return `"${text}" ${SWALLOWED}: write the step on the same line as \`${keyword}\`, behind one blank`;
    if (keyword !== undefined)
      return `"${text}" ${SWALLOWED}: a step belongs below \`${this.#scenarioWord()}:\` or its background`;
    return this.#misspelled(text, isKnown);
  }

  #misspelled(text: string, isKnown: boolean): string | undefined {
    const [first = ''] = text.split(/\s/, 1);
    const long = this.#steps.filter((each) => each !== '*' && (each.length > 2 || this.#language === 'ko'));
    const meant = nearest(first, long);
    if (meant !== undefined && !ORDINARY_WORDS.has(first.toLowerCase()) && isLikeAKeyword(first, meant))
      return `"${text}" ${SWALLOWED}: did you mean \`${meant}\` instead of \`${first}\`?`;
    if (!isKnown) return undefined;
    return `"${text}" ${SWALLOWED}: write a keyword (${this.#samples()}) instead of \`${first}\`, below \`${this.#scenarioWord()}:\``;
  }

  #keywordOf(text: string): string | undefined {
    return this.#steps.find((each) => text === each || (text.startsWith(each) && /\s/.test(text[each.length] ?? '')));
  }

  /** Placeholders of an outline stand for a value. */
  #isStep(text: string): boolean {
    if (text === '') return false;
    const { isStep } = this.#surroundings;
    return isStep(text) || (/<[^<>]+>/.test(text) && isStep(text.replace(/<[^<>]+>/g, '1')));
  }

  #samples(): string {
    return this.#language === 'ko' ? '`먼저`, `만일`, `그러면`' : '`Given`, `When`, `Then`';
  }

  #scenarioWord(): string {
    return this.#language === 'ko' ? '시나리오' : 'Scenario';
  }
}

function placeOf(part: Part): Place {
  if ('steps' in part) return 'steps';
  return holdsScenario(part) ? 'prose' : 'bare';
}

function afterFirstWord(text: string): string {
  return /^\S+\s+(.*)$/.exec(text)?.[1] ?? '';
}

/** Where each line of a description stands: the parser drops blank lines before it and comments within. */
function linesOf(part: Part, texts: readonly string[], source: string | undefined): readonly number[] {
  const lines = source?.split('\n').map((line) => line.trim()) ?? [];
  let line = part.location.line;
  return texts.map((text) => {
    const found = lines.indexOf(text, line);
    line = found === -1 ? line + 1 : found + 1;
    return line;
  });
}

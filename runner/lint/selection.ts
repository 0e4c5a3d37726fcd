import type { IFilterablePickle, ISupportCodeLibrary } from '@cucumber/cucumber/api';
import type { PickleStep, Step } from '@cucumber/messages';
import type { Problem } from '../problem.ts';
import { literalStart } from './literal-start.ts';
import { nearest } from '../../scenarios/gherkin/nearest.ts';

/** What of cucumber's library of step definitions the lint reads; its published type hides it. */
export interface StepLibrary {
  readonly stepDefinitions: readonly StepDefinition[];
  readonly undefinedParameterTypes: readonly { readonly name: string; readonly expression: string }[];
}

export interface StepDefinition {
  readonly keyword: string;
  readonly pattern: string | RegExp;
  readonly uri: string;
  readonly line: number;
  /** Of cucumber-expressions: both of its forms come down to a regular expression. */
  readonly expression: { readonly regexp?: RegExp };
  matchesStepName: (text: string) => boolean;
}

const quickened = new WeakSet<object>();

/**
 * The library that cucumber made, with a quicker answer to the question it asks most: whether a step's text matches a definition.
 * Cucumber works out every argument to answer it, for every definition and every step; here each text is looked at once.
 */
export function libraryOf(support: ISupportCodeLibrary): StepLibrary {
  const library = support as unknown as StepLibrary;
  if (quickened.has(library)) return library;
  quickened.add(library);
  const byText = new Map<string, ReadonlySet<StepDefinition>>();
  const plain = library.stepDefinitions.filter(({ expression }) => isPlain(expression.regexp));
  const beginnings = new Map(plain.map((definition) => [definition, literalStart(definition.expression.regexp)]));
  for (const definition of plain) {
    definition.matchesStepName = (text) => {
      const known = byText.get(text);
      if (known !== undefined) return known.has(definition);
      const likely = plain.filter((each) => text.startsWith(beginnings.get(each) ?? ''));
      const matching = new Set(likely.filter(({ expression }) => expression.regexp?.test(text)));
      byText.set(text, matching);
      return matching.has(definition);
    };
  }
  return library;
}

/** An expression with the flags g or y remembers where it was. */
function isPlain(regexp: RegExp | undefined): boolean {
  return regexp !== undefined && !regexp.global && !regexp.sticky;
}

/** Parameter types that a step's text names but nobody defines: the step could never match. */
export function libraryProblems(library: StepLibrary): readonly Problem[] {
  return library.undefinedParameterTypes.map(({ name, expression }) => {
    const definition = library.stepDefinitions.find(({ pattern }) => pattern === expression);
    return {
      uri: definition?.uri ?? '',
      line: definition?.line ?? 0,
      message: `unknown parameter type {${name}} in the step "${expression}": define it with defineParameterType, or write a known one`,
    };
  });
}

/** Steps of the selected scenarios that no definition matches, or more than one. Equal texts are looked up once. */
export class StepLint {
  readonly #library: StepLibrary;
  readonly #known = new Map<string, string | undefined>();

  constructor(library: StepLibrary) {
    this.#library = library;
  }

  problems(selected: readonly IFilterablePickle[]): readonly Problem[] {
    const lines = new StepLines();
    return selected.flatMap(({ pickle, gherkinDocument }) =>
      pickle.steps.flatMap((step) => {
        const message = this.#complaint(step.text);
        return message === undefined ? [] : [{ uri: pickle.uri, line: lines.of(step, gherkinDocument), message }];
      }),
    );
  }

  /** Whether any definition matches the text. */
  readonly isStep = (text: string): boolean =>
    this.#library.stepDefinitions.some((definition) => definition.matchesStepName(text));

  #complaint(text: string): string | undefined {
    if (this.#known.has(text)) return this.#known.get(text);
    const complaint = this.#lookUp(text);
    this.#known.set(text, complaint);
    return complaint;
  }

  #lookUp(text: string): string | undefined {
    const matches = this.#library.stepDefinitions.filter((definition) => definition.matchesStepName(text));
    if (matches.length === 1) return undefined;
    if (matches.length > 1) {
      const places = matches.map(({ pattern, uri, line }) => `"${String(pattern)}" (${uri}:${line})`);
      return `ambiguous step "${text}": ${places.join(' and ')} both match`;
    }
    const quoted = text.replace(
      /"(.*)"/,
      (_all, inner: string) => `"${inner.replaceAll(/(?<!\\)"/g, String.raw`\"`)}"`,
    );
    if (quoted !== text && this.isStep(quoted))
      return `undefined step "${text}"; write a quote within quotes as \\": ${quoted}`;
    const hint = suggestion(text, this.#library.stepDefinitions);
    return `undefined step "${text}"${hint === undefined ? '; `seatrial steps` lists what there is' : `; did you mean "${hint}"?`}`;
  }
}

/** The step text whose words are nearest, parameters aside. */
function suggestion(text: string, definitions: readonly StepDefinition[]): string | undefined {
  const byShape = new Map(definitions.map(({ pattern }) => [shape(String(pattern)), String(pattern)]));
  const own = shape(text);
  const best = nearest(own, [...byShape.keys()], Math.ceil(own.length / 3));
  return best === undefined ? undefined : byShape.get(best);
}

/** `a deployment "web" with 3 replicas` and `a deployment {string} with {int} replica(s)` have one shape. */
function shape(text: string): string {
  return text
    .replace(/"[^"]*"|'[^']*'|\{[^}]*\}|-?\d+(?:\.\d+)?/g, '#')
    .replace(/[()]/g, '')
    .replace(/(\S)\/\S+/g, '$1');
}

/** Where a pickle's step stands in its file. */
class StepLines {
  readonly #byDocument = new Map<unknown, ReadonlyMap<string, number>>();

  of(step: PickleStep, document: IFilterablePickle['gherkinDocument']): number {
    let lines = this.#byDocument.get(document);
    if (lines === undefined) {
      lines = new Map(stepsOf(document).map(({ id, location }) => [id, location.line]));
      this.#byDocument.set(document, lines);
    }
    return lines.get(step.astNodeIds[0] ?? '') ?? 0;
  }
}

/** All steps of a feature, those of its rules and backgrounds included. */
export function stepsOf({ feature }: IFilterablePickle['gherkinDocument']): readonly Step[] {
  const children = feature?.children.flatMap((child) => [child, ...(child.rule?.children ?? [])]) ?? [];
  return children.flatMap(({ background, scenario }) => [...(background?.steps ?? []), ...(scenario?.steps ?? [])]);
}

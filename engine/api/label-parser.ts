import type { LabelMatcher, LabelOperator, LabelRequirement } from './labels.ts';
import { matcherOf, sortRequirements } from './labels.ts';
import { ParseError } from './parse-error.ts';
import type { FieldError } from './validation/field-error.ts';
import { invalid, joinFieldErrors } from './validation/field-error.ts';
import { labelValue, qualifiedName } from './validation/names.ts';

type TokenKind = ')' | '(' | ',' | '!' | '=' | '==' | '!=' | '>' | '<' | 'in' | 'notin' | 'identifier' | 'end';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const SYMBOL_TOKENS: readonly TokenKind[] = [')', '(', ',', '==', '=', '!=', '!', '>', '<'];
const KEYWORDS: readonly TokenKind[] = ['in', 'notin'];

const OPERATORS: ReadonlyMap<TokenKind, LabelOperator> = new Map([
  ['in', 'in'],
  ['notin', 'notin'],
  ['=', '='],
  ['==', '=='],
  ['!=', '!='],
  ['>', 'gt'],
  ['<', 'lt'],
]);

const EXPECTED_OPERATORS = 'in, notin, =, ==, !=, gt, lt';

const WORD = /[ \t\r\n]*(?:([=!(),<>])|([^=!(),<>\0 \t\r\n]+))?/y;

const END: Token = { kind: 'end', text: '' };

/** Splits at blanks and symbols; words are identifiers but for `in` and `notin`. A NUL ends the text, as it does for Go's lexer. */
function tokenize(selector: string): readonly Token[] {
  const tokens: Token[] = [];
  WORD.lastIndex = 0;
  for (;;) {
    const [, symbol, word] = WORD.exec(selector) ?? [];
    if (word !== undefined) {
      tokens.push({ kind: KEYWORDS.find((each) => each === word) ?? 'identifier', text: word });
    } else if (symbol !== undefined) {
      const pair = symbol + (selector[WORD.lastIndex] ?? '');
      const kind =
        SYMBOL_TOKENS.find((each) => each === pair) ?? SYMBOL_TOKENS.find((each) => each === symbol) ?? 'end';
      if (kind === pair) WORD.lastIndex++;
      tokens.push({ kind, text: kind });
    } else {
      return [...tokens, END];
    }
  }
}

const unexpected = (token: Token, expected: string): ParseError =>
  new ParseError(`found '${token.text}', expected: ${expected}`);

function aggregate(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new ParseError(joinFieldErrors(errors));
}

/** labels.NewRequirement (v1.25): what a condition must fulfil beyond the grammar. */
function checkValues({ key, operator, values }: LabelRequirement): void {
  const isComparison = operator === 'gt' || operator === 'lt';
  const notInteger = values
    .map((each, i) => ({ each, path: `values[${i}]` }))
    .filter(({ each }) => isComparison && !/^[+-]?\d+$/.test(each))
    .map(({ each, path }) => invalid(path, each, "for 'Gt', 'Lt' operators, the value must be an integer"));
  const malformed = values.flatMap((each, i) => {
    const errors = labelValue(each);
    return errors.length === 0 ? [] : [invalid(`values[${i}][${key}]`, each, errors.join('; '))];
  });
  aggregate([...notInteger, ...malformed]);
}

/** A recursive descent over the tokens, with the very texts of apimachinery's parser (v1.25). */
class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(selector: string) {
    this.#tokens = tokenize(selector);
  }

  /** The token to come. Where a key or value may stand, `in` and `notin` are plain words. */
  #peek(keywords: 'words' | 'keywords' = 'words'): Token {
    const token = this.#tokens[this.#position] ?? END;
    const isKeyword = token.kind === 'in' || token.kind === 'notin';
    return isKeyword && keywords === 'words' ? { kind: 'identifier', text: token.text } : token;
  }

  #take(keywords: 'words' | 'keywords' = 'words'): Token {
    const token = this.#peek(keywords);
    this.#position++;
    return token;
  }

  selector(): readonly LabelRequirement[] {
    const requirements: LabelRequirement[] = [];
    for (;;) {
      const first = this.#peek();
      if (first.kind === 'end') return requirements;
      if (first.kind !== 'identifier' && first.kind !== '!') {
        throw unexpected(first, "!, identifier, or 'end of string'");
      }
      requirements.push(this.#requirementOrExplain());
      const separator = this.#take();
      if (separator.kind === 'end') return requirements;
      if (separator.kind !== ',') throw unexpected(separator, "',' or 'end of string'");
      const next = this.#peek();
      if (next.kind !== 'identifier' && next.kind !== '!') throw unexpected(next, "identifier after ','");
    }
  }

  #requirementOrExplain(): LabelRequirement {
    try {
      return this.#requirement();
    } catch (error) {
      if (error instanceof ParseError) throw new ParseError(`unable to parse requirement: ${error.message}`);
      throw error;
    }
  }

  #requirement(): LabelRequirement {
    const isNegated = this.#peek().kind === '!';
    if (isNegated) this.#take();
    const key = this.#key();
    const next = this.#peek();
    if (next.kind === 'end' || next.kind === ',' || isNegated)
      return { key, operator: isNegated ? '!' : 'exists', values: [] };
    const token = this.#take('keywords');
    const operator = OPERATORS.get(token.kind);
    if (operator === undefined) throw unexpected(token, EXPECTED_OPERATORS);
    const values = operator === 'in' || operator === 'notin' ? this.#valueList() : [this.#exactValue()];
    const requirement = { key, operator, values: [...new Set(values)].sort() };
    checkValues(requirement);
    return requirement;
  }

  #key(): string {
    const token = this.#take();
    if (token.kind !== 'identifier') throw unexpected(token, 'identifier');
    const errors = qualifiedName(token.text);
    if (errors.length > 0) aggregate([invalid('<nil>', token.text, errors.join('; '))]);
    return token.text;
  }

  #exactValue(): string {
    const next = this.#peek();
    if (next.kind === 'end' || next.kind === ',') return '';
    const token = this.#take();
    if (token.kind !== 'identifier') throw unexpected(token, 'identifier');
    return token.text;
  }

  /** `(a,b)`; what stands for nothing, as in `(a,)` and `()`, is the empty value. */
  #valueList(): readonly string[] {
    const open = this.#take();
    if (open.kind !== '(') throw new ParseError(`found '${open.text}' expected: '('`);
    const first = this.#peek();
    if (first.kind === ')') {
      this.#take();
      return [''];
    }
    if (first.kind !== 'identifier' && first.kind !== ',') throw unexpected(first, "',', ')' or identifier");
    return this.#values();
  }

  #values(): readonly string[] {
    const values: string[] = [];
    for (;;) {
      const token = this.#take();
      if (token.kind === 'identifier') {
        values.push(token.text);
        const next = this.#peek();
        if (next.kind === ')') break;
        if (next.kind !== ',') throw unexpected(next, "',' or ')'");
      } else if (token.kind === ',') {
        if (values.length === 0) values.push('');
        const next = this.#peek();
        if (next.kind === ')' || next.kind === ',') values.push('');
        if (next.kind === ')') break;
        if (next.kind === ',') this.#take();
      } else {
        throw unexpected(token, "',', or identifier");
      }
    }
    this.#take();
    return values;
  }
}

/**
 * Parses `a=b,c!=d,e in (x,y),!f,g>1` into conditions sorted by key (labels.Parse, v1.25). Throws ParseError with
 * Kubernetes' text, e.g. `unable to parse requirement: found '=', expected: identifier`.
 */
export function parseSelector(selector: string): readonly LabelRequirement[] {
  return sortRequirements(new Parser(selector).selector());
}

/** A matcher for a selector's text. Throws ParseError as parseSelector does. */
export function parseMatcher(selector: string): LabelMatcher {
  return matcherOf(parseSelector(selector));
}

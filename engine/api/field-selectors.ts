import { ParseError } from './parse-error.ts';

/** One condition: the field is, or is not, the value. */
export interface FieldRequirement {
  readonly field: string;
  readonly op: '=' | '!=';
  readonly value: string;
}

/** Splits at commas that no backslash escapes. */
function splitTerms(selector: string): readonly string[] {
  const terms: string[] = [];
  let start = 0;
  for (let i = 0; i < selector.length; i++) {
    if (selector[i] === '\\') i++;
    else if (selector[i] === ',') {
      terms.push(selector.slice(start, i));
      start = i + 1;
    }
  }
  return [...terms, selector.slice(start)];
}

function unescape(text: string): string {
  return text.replace(/\\(.?)|[,=]/gsu, (sequence, escaped: string | undefined) => {
    if (escaped === undefined) {
      const point = sequence.codePointAt(0);
      throw new ParseError(`invalid field selector: unescaped character in value: ${point}`);
    }
    if (escaped !== '\\' && escaped !== ',' && escaped !== '=') {
      throw new ParseError(`invalid field selector: invalid escape sequence: ${sequence}`);
    }
    return escaped;
  });
}

function parseTerm(term: string, selector: string): FieldRequirement {
  const operator = /!=|==|=/.exec(term);
  if (operator === null) throw new ParseError(`invalid selector: '${selector}'; can't understand '${term}'`);
  const value = unescape(term.slice(operator.index + operator[0].length));
  return { field: term.slice(0, operator.index), op: operator[0] === '!=' ? '!=' : '=', value };
}

/**
 * Parses `metadata.name=web,status.phase!=Running` (fields.ParseSelector, v1.25): all conditions must hold, an empty text has
 * none, and neither has `=`; in values a backslash escapes `\`, `,` and `=`. Which fields a kind knows is the kind's answer. Throws ParseError.
 */
export function parseFieldSelector(selector: string): readonly FieldRequirement[] {
  return splitTerms(selector)
    .filter((term) => term !== '')
    .toSorted()
    .map((term) => parseTerm(term, selector))
    .filter(({ field, value }) => field !== '' || value !== '');
}

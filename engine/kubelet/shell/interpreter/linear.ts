/** Searches that take time in proportion to the text, whatever the pattern says: what scripts bring may be made to run for ever. */
import { type Matcher, RE2JS, RE2JSException } from 're2js';
import { NotSimulated } from '../work.ts';

/** A pattern that has been read. Positions are those of the string. */
export interface Expression {
  test(text: string): boolean;
  /** The first match. */
  first(text: string): Match | undefined;
  /** All matches, none overlapping; an empty one right behind another is none, as in sed. */
  all(text: string): readonly Match[];
}

export interface Match {
  readonly start: number;
  readonly end: number;
  /** The whole, then what each pair of parentheses found; empty where it took no part. */
  readonly groups: readonly string[];
}

interface Options {
  readonly ignoresCase?: boolean;
  /** Of the matches that begin first: the longest, as POSIX says, or the one that the order of the pattern tries first (`*?` the shortest). */
  readonly prefers?: 'longest' | 'order';
}

/** Instructions of a pattern times characters that its searches in one text may look at: about a second. */
const WORK_LIMIT = 200_000_000;

/** An expression in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax), in which `.` is any character; undefined when it is none. */
export function compile(
  source: string,
  { ignoresCase = false, prefers = 'longest' }: Options = {},
): Expression | undefined {
  const flags =
    RE2JS.DOTALL | (ignoresCase ? RE2JS.CASE_INSENSITIVE : 0) | (prefers === 'longest' ? RE2JS.LONGEST_MATCH : 0);
  try {
    return expressionOf(RE2JS.compile(source, flags), source);
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
}

/** The expression that finds exactly this text. */
export const quote = (text: string): string => RE2JS.quote(text);

function expressionOf(pattern: RE2JS, source: string): Expression {
  const size = pattern.programSize();
  const charge = (characters: number): void => {
    if (characters * size <= WORK_LIMIT) return;
    throw new NotSimulated(`the regular expression ${shortened(source)} on a text of this length`);
  };
  // One without a repetition looks hardly further than its match; `a.*b|a` may look at all that is left each time.
  const looksAhead = /[*+{]/.test(source);
  return {
    test(text) {
      charge(text.length);
      return pattern.test(text);
    },
    first(text) {
      charge(text.length);
      const matcher = pattern.matcher(text);
      return matcher.find() ? matchOf(matcher) : undefined;
    },
    all(text) {
      const matcher = pattern.matcher(text);
      const found: Match[] = [];
      let lastEnd = -1;
      let characters = text.length;
      for (charge(characters); matcher.find(); charge(characters)) {
        const match = matchOf(matcher);
        if (match.start < match.end || match.start !== lastEnd) found.push(match);
        lastEnd = match.end;
        if (looksAhead) characters += text.length - lastEnd;
      }
      return found;
    },
  };
}

function matchOf(matcher: Matcher): Match {
  const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? '');
  return { start: matcher.start(), end: matcher.end(), groups };
}

/** As much of a pattern as fits into a line. */
export const shortened = (source: string): string => (source.length > 80 ? `${source.slice(0, 80)}...` : source);

/** No text of more characters is made by a replacement: short patterns can ask for one that fills the memory. */
const TEXT_LIMIT = 4 * 1024 * 1024;

/** The text with these matches of it replaced. */
export function replaced(text: string, found: readonly Match[], by: (match: Match) => string): string {
  let from = 0;
  let size = text.length;
  const parts: string[] = [];
  for (const match of found) {
    const part = by(match);
    size += part.length;
    if (size > TEXT_LIMIT) throw new NotSimulated(`a replacement that makes more than ${TEXT_LIMIT} characters`);
    parts.push(text.slice(from, match.start), part);
    from = match.end;
  }
  return parts.join('') + text.slice(from);
}

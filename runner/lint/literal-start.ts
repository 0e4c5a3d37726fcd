/** What has a meaning of its own in a regular expression. */
const SPECIAL = new Set('\\^$.*+?()[]{}|');
/** Behind a character: it may be missing, or come several times. */
const QUANTIFIERS = new Set('*+?{');

/**
 * The text that everything an expression matches begins with, '' where that is not sure: most steps of a suite are told apart by their first
 * words, without compiling a regular expression for each.
 */
export function literalStart(regexp: RegExp | undefined): string {
  if (regexp === undefined || regexp.ignoreCase || regexp.multiline || regexp.unicode) return '';
  const { source } = regexp;
  if (!source.startsWith('^') || hasAlternatives(source)) return '';
  let end = 1;
  while (end < source.length && !SPECIAL.has(source[end] ?? '')) end += 1;
  return source.slice(1, QUANTIFIERS.has(source[end] ?? '') ? end - 1 : end);
}

/** A `|` outside of every group: the expression is several. Escaped characters and character classes are left out first. */
function hasAlternatives(source: string): boolean {
  let depth = 0;
  for (const character of source.replace(/\\.|\[(?:[^\]\\]|\\.)*\]/gs, '')) {
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === '|' && depth === 0) return true;
  }
  return false;
}

/**
 * `exec` with the places of its groups, for cucumber's expressions. Their package `regexp-match-indices` is a polyfill of what Node has had
 * since version 16 under the flag `d`: it parses every expression and takes it apart, a twentieth of a run. Packs hold this in its stead.
 */
export default function exec(regexp: RegExp, text: string): RegExpExecArray | null {
  const indexed = withIndices(regexp);
  indexed.lastIndex = regexp.lastIndex;
  const match = indexed.exec(text);
  regexp.lastIndex = indexed.lastIndex;
  return match;
}

const known = new WeakMap<RegExp, RegExp>();

function withIndices(regexp: RegExp): RegExp {
  if (regexp.hasIndices) return regexp;
  const made = known.get(regexp) ?? new RegExp(regexp.source, `${regexp.flags}d`);
  known.set(regexp, made);
  return made;
}

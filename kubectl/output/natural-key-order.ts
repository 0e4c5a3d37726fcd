const letter = /^\p{L}$/u;
const digit = /^\p{Nd}$/u;

function digitsFrom(runes: readonly string[], start: number): { readonly end: number; readonly value: number } {
  let end = start;
  let value = 0;
  while (digit.test(runes[end] ?? '')) {
    value = value * 10 + Number(runes[end]);
    end += 1;
  }
  return { end, value };
}

/** True when a zero at `index` continues a number that has begun: then it counts as a digit, not as a leading zero. */
function continuesNumber(runes: readonly string[], index: number): boolean {
  for (let at = index - 1; at >= 0 && digit.test(runes[at] ?? ''); at -= 1) if (runes[at] !== '0') return true;
  return false;
}

/** The order in which go-yaml v2 writes the keys of a map: numbers by value, letters after everything else. Negative when `left` comes first. */
export function compareYamlKeys(left: string, right: string): number {
  const leftRunes = [...left];
  const rightRunes = [...right];
  const shared = Math.min(leftRunes.length, rightRunes.length);
  for (let at = 0; at < shared; at += 1) {
    const a = leftRunes[at] ?? '';
    const b = rightRunes[at] ?? '';
    if (a === b) continue;
    const aLetter = letter.test(a);
    const bLetter = letter.test(b);
    if (aLetter && bLetter) return byCodePoint(a, b);
    if (aLetter || bLetter) return bLetter ? -1 : 1;
    return compareNumbers(leftRunes, rightRunes, at);
  }
  return leftRunes.length - rightRunes.length;
}

function compareNumbers(left: readonly string[], right: readonly string[], at: number): number {
  const a = digitsFrom(left, at);
  const b = digitsFrom(right, at);
  const inNumber = (left[at] === '0' || right[at] === '0') && continuesNumber(left, at);
  const leading = inNumber ? 1 : 0;
  const aValue = leading * 10 ** (a.end - at) + a.value;
  const bValue = leading * 10 ** (b.end - at) + b.value;
  if (aValue !== bValue) return aValue - bValue;
  if (a.end !== b.end) return a.end - b.end;
  return byCodePoint(left[at] ?? '', right[at] ?? '');
}

function byCodePoint(left: string, right: string): number {
  return (left.codePointAt(0) ?? 0) - (right.codePointAt(0) ?? 0);
}

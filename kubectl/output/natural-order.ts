const numberOrText = /\d+|\D+/g;

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function isNumber(text: string): boolean {
  return /^\d/.test(text);
}

/** Numbers inside names count by value: `web-2` before `web-10`; with equal values the one with fewer leading zeros first. */
export function compareNatural(left: string, right: string): number {
  const leftParts = left.match(numberOrText) ?? [];
  const rightParts = right.match(numberOrText) ?? [];
  for (let at = 0; at < Math.min(leftParts.length, rightParts.length); at += 1) {
    const a = leftParts[at] ?? '';
    const b = rightParts[at] ?? '';
    if (a === b) continue;
    const order =
      isNumber(a) && isNumber(b) ? compareDigits(a, b) : compareAcross(a, b, leftParts[at + 1], rightParts[at + 1]);
    if (order !== 0) return order;
  }
  return leftParts.length - rightParts.length;
}

function compareDigits(a: string, b: string): number {
  const aDigits = a.replace(/^0+/, '');
  const bDigits = b.replace(/^0+/, '');
  if (aDigits.length !== bDigits.length) return aDigits.length - bDigits.length;
  return compareText(aDigits, bDigits) || a.length - b.length;
}

/** Text against text, where one may go on with a digit at the place at which the other goes on with text. */
function compareAcross(a: string, b: string, afterA = '', afterB = ''): number {
  return compareText(a + afterA, b + afterB);
}

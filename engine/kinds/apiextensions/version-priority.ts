const VERSION = /^v(\d+)(?:(alpha|beta)(\d+))?$/;
const STAGES: Readonly<Record<string, number>> = { alpha: 0, beta: 1 };

/**
 * The order in which discovery prefers versions (apimachinery `version.CompareKubeAwareVersionStrings`, v1.25): GA before beta before
 * alpha, the higher number first; names of another form come last, by the alphabet.
 */
export function byPriority(a: string, b: string): number {
  const [first, second] = [VERSION.exec(a), VERSION.exec(b)];
  if (first === null && second === null) return a < b ? -1 : a > b ? 1 : 0;
  if (first === null) return 1;
  if (second === null) return -1;
  const [stage, major, minor] = [
    rank(second) - rank(first),
    number(second[1]) - number(first[1]),
    number(second[3]) - number(first[3]),
  ];
  return stage !== 0 ? stage : major !== 0 ? major : minor;
}

const rank = (match: RegExpExecArray): number => (match[2] === undefined ? 2 : (STAGES[match[2]] ?? 0));

const number = (digits: string | undefined): number => Number(digits ?? '0');

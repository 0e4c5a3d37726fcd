export interface DiffLine {
  readonly kind: 'same' | 'del' | 'ins';
  readonly text: string;
}

/** Longest texts that are compared line by line; beyond this the picture would not help anyway. */
const MOST_LINES = 200;

/** Lines of `desired` that are not in `actual` ('del'), and the reverse ('ins'), by longest common subsequence. */
export function diffLines(desired: string, actual: string): readonly DiffLine[] {
  const a = desired.split('\n').slice(0, MOST_LINES);
  const b = actual.split('\n').slice(0, MOST_LINES);
  const common = lengths(a, b);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ kind: 'del', text: left });
      i += 1;
    } else {
      lines.push({ kind: 'ins', text: right ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** `lengths[i][j]`: the longest common subsequence of a from i and b from j. */
function lengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const table: number[][] = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = table[i] ?? [];
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
  }
  return table;
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

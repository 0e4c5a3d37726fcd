/** What `a{b,c}d` and `{1..3}` become; undefined: the braces stand for themselves. Only plain words: quoting inside braces is rare. */
export function braces(text: string): readonly string[] | undefined {
  const found = /^([^{}]*)\{([^{}]*)\}([^]*)$/.exec(text);
  if (found === null) return undefined;
  const [, before = '', inner = '', after = ''] = found;
  const middle = range(inner) ?? (inner.includes(',') ? inner.split(',') : undefined);
  if (middle === undefined) return undefined;
  const ends = braces(after) ?? [after];
  return middle.flatMap((one) => ends.map((end) => `${before}${one}${end}`));
}

const MAX_RANGE = 10_000;

function range(inner: string): readonly string[] | undefined {
  const found = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(inner);
  if (found === null) return undefined;
  const [first, last] = [Number(found[1]), Number(found[2])];
  const step = Math.max(1, Math.abs(Number(found[3] ?? 1)));
  const length = Math.min(MAX_RANGE, Math.floor(Math.abs(last - first) / step) + 1);
  return Array.from({ length }, (_, i) => String(first <= last ? first + i * step : first - i * step));
}

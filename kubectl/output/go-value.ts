import { quoteGo } from './quote.ts';

/** How Go names the type of a map, which differs between its YAML and its JSON reader. */
export type GoMapType = 'map[string]interface {}' | 'map[interface {}]interface {}';

/** A value as Go's `%#v` prints it, for the messages in which kubectl dumps its own data. Map keys sorted. */
export function goSyntax(value: unknown, mapType: GoMapType = 'map[string]interface {}'): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return quoteGo(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : formatGoFloat(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map((item) => goSyntax(item, mapType)).join(', ')}}`;
  const entries = sortedEntries(value).map(([key, member]) => `${quoteGo(key)}:${goSyntax(member, mapType)}`);
  return `${mapType}{${entries.join(', ')}}`;
}

/** A value as Go's `%v` prints it (`map[a:1 b:[x y]]`), which is what fmt.Sprint gives. */
export function goPrint(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 1e21 ? String(value) : formatGoFloat(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => goPrint(item)).join(' ')}]`;
  return `map[${sortedEntries(value)
    .map(([key, member]) => `${key}:${goPrint(member)}`)
    .join(' ')}]`;
}

/** Own entries by key, in code unit order. */
export function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}

/** Go's shortest `%g` of a float64, which `%v` and go-yaml use: an exponent below 1e-4 and from 1e6 on. */
export function formatGoFloat(value: number): string {
  if (value === Infinity) return '+Inf';
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return plainDecimal(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '').replace(/\.$/, '') : text;
}

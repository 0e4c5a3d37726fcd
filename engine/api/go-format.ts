const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** What Go's unicode.IsPrint says: letters, marks, numbers, punctuation, symbols, and of the spaces only the plain one. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

const PLAIN = /^[ !#-[\]-~]*$/;

const hex = (point: number, digits: number): string => point.toString(16).padStart(digits, '0');

function escape(character: string): string {
  const short = ESCAPES[character];
  if (short !== undefined) return short;
  if (PRINTABLE.test(character)) return character;
  const point = character.codePointAt(0) ?? 0xfffd;
  if (point >= 0xd800 && point <= 0xdfff) return '\ufffd';
  if (point < 0x80) return `\\x${hex(point, 2)}`;
  return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
}

/** Go's %q: the text as a Go string literal in double quotes. */
export function goQuote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : `"${Array.from(text, escape).join('')}"`;
}

/** Go's %q of one character: `'a'`, `'\n'`. */
export function goQuoteRune(character: string): string {
  if (character === "'") return String.raw`'\''`;
  return character === '"' ? `'"'` : `'${escape(character)}'`;
}

/** Go prints what is pointed to as an address, which is never the same twice; this one stands for any. */
export function goPointer(type: string, isSet: boolean): string {
  return `(*${type})(${isSet ? '0xc000000000' : 'nil'})`;
}

/** Go's %#v of a []string. */
export function goStringSlice(list: readonly string[] | undefined): string {
  return list === undefined ? '[]string(nil)' : `[]string{${list.map(goQuote).join(', ')}}`;
}

/** Keys in the order in which Go prints maps. */
export const sortedKeys = (map: object): string[] => Object.keys(map).sort();

/** Go's %#v of a map[string]string, keys sorted: `map[string]string{"app":"a"}`. */
export function goStringMap(map: Readonly<Record<string, string>> | undefined): string {
  if (map === undefined) return 'map[string]string(nil)';
  return `map[string]string{${sortedKeys(map)
    .map((key) => `${goQuote(key)}:${goQuote(map[key] ?? '')}`)
    .join(', ')}}`;
}

/** Go's %v: text as it is, lists as `[a b]`, maps as `map[a:1 b:2]` with sorted keys, nothing as `<nil>`. */
export function goPlain(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goPlain).join(' ')}]`;
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = value as Readonly<Record<string, unknown>>;
  return `map[${sortedKeys(members)
    .map((key) => `${key}:${goPlain(members[key])}`)
    .join(' ')}]`;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Go's %#v of a value as JSON gives it: what is not a list or map of texts is an interface{}. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (isText(value)) return goQuote(value);
  if (Array.isArray(value)) {
    return value.every(isText) ? goStringSlice(value) : `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  }
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = value as Readonly<Record<string, unknown>>;
  if (Object.values(members).every(isText)) return goStringMap(members as Readonly<Record<string, string>>);
  return `map[string]interface {}{${sortedKeys(members)
    .map((key) => `${goQuote(key)}:${goSyntax(members[key])}`)
    .join(', ')}}`;
}

/** Go's %#v of decoded JSON: lists and maps hold interfaces, whatever is in them. */
export function goUntyped(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goUntyped).join(', ')}}`;
  if (typeof value !== 'object' || value === null) return goSyntax(value);
  const members = value as Readonly<Record<string, unknown>>;
  const texts = sortedKeys(members).map((key) => `${goQuote(key)}:${goUntyped(members[key])}`);
  return `map[string]interface {}{${texts.join(', ')}}`;
}

/** Words that are no identifiers of CEL (celReservedSymbols, v1.25). */
const RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const ESCAPES: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** A property's name as rules write it; undefined if no rule can name it. */
export function escapeName(name: string): string | undefined {
  if (!/^[A-Za-z_./-][\w./-]*$/.test(name)) return undefined;
  if (RESERVED.has(name)) return `__${name}__`;
  return name.replace(/__|[-./]/g, (found) => ESCAPES[found] ?? found);
}

/** The property that a rule names; undefined if that is no name `escapeName` makes. */
export function unescapeName(escaped: string): string | undefined {
  let isValid = true;
  const name = escaped.replace(/__[^_]+__/g, (found) => {
    const plain = Object.keys(ESCAPES).find((key) => ESCAPES[key] === found);
    if (plain !== undefined) return plain;
    const word = found.slice(2, -2);
    isValid &&= RESERVED.has(word) && found === escaped;
    return word;
  });
  return isValid ? name : undefined;
}

/** A YAML scalar after resolving: what JSON can hold. */
export type ScalarValue = string | number | boolean | null;

/** Why a scalar has no JSON value, in go-yaml's words. */
export interface UnresolvedScalar {
  readonly problem: string;
}

const tagPrefix = 'tag:yaml.org,2002:';
const nullWords = new Set(['', '~', 'null', 'Null', 'NULL']);
const trueWords = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const falseWords = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const infinite = /^([-+]?)\.(?:inf|Inf|INF)$/;
const notANumber = /^\.(?:nan|NaN|NAN)$/;

const integer =
  /^(?:[-+]_*)?(?:0_*[xX]_*[0-9a-fA-F][0-9a-fA-F_]*|0_*[bB]_*[01][01_]*|0_*[oO]_*[0-7][0-7_]*|0[0-7_]*|[1-9][0-9_]*)$/;
const float =
  /^(?:(?:(?:[-+]_*)?[0-9][0-9_]*(?:\.[0-9_]*)?|[-+]_*\.[0-9_]*[0-9][0-9_]*)(?:[eE]_*[-+]?[0-9_]*[0-9][0-9_]*)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?)$/;

function parseInteger(text: string): number {
  const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const value = Number(BigInt(octal.toLowerCase()));
  return text.startsWith('-') && value !== 0 ? -value : value;
}

/** What an unquoted scalar means in YAML 1.1 as go-yaml v2 reads it. Dates and `12:30` stay strings. */
export function resolvePlain(text: string): ScalarValue | UnresolvedScalar {
  if (nullWords.has(text)) return null;
  if (trueWords.has(text)) return true;
  if (falseWords.has(text)) return false;
  const infinity = infinite.exec(text);
  if (infinity !== null) return { problem: `json: unsupported value: ${infinity[1] === '-' ? '-' : '+'}Inf` };
  if (notANumber.test(text)) return { problem: 'json: unsupported value: NaN' };
  if (integer.test(text)) {
    const value = parseInteger(text);
    // Go keeps as text what is beyond every number it has.
    return Number.isFinite(value) ? value : text;
  }
  if (!float.test(text)) return text;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : text;
}

function typeTag(value: ScalarValue): string {
  if (value === null) return '!!null';
  if (typeof value === 'boolean') return '!!bool';
  if (typeof value === 'number') return Number.isInteger(value) ? '!!int' : '!!float';
  return '!!str';
}

function decodeBase64(text: string): ScalarValue | UnresolvedScalar {
  const compact = text.replaceAll(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact))
    return { problem: 'yaml: !!binary value contains invalid base64 data' };
  return Buffer.from(compact, 'base64').toString('utf8');
}

/** What a scalar means: its text, whether it was neither quoted nor a block, its full tag, and where in the document it stands. */
export type ScalarReader = (
  text: string,
  plain: boolean,
  tag?: string,
  path?: readonly (string | number)[],
) => ScalarValue | UnresolvedScalar;

/**
 * The JSON value of a scalar with its tag.
 * @param plain the scalar was neither quoted nor a block
 * @param tag the full tag (`tag:yaml.org,2002:int`), if one is written
 */
export function resolveScalar(text: string, plain: boolean, tag?: string): ScalarValue | UnresolvedScalar {
  if (tag === undefined) return plain ? resolvePlain(text) : text;
  if (!tag.startsWith(tagPrefix)) return text;
  const short = `!!${tag.slice(tagPrefix.length)}`;
  if (short === '!!binary') return decodeBase64(text);
  if (!['!!int', '!!float', '!!bool', '!!null'].includes(short)) return text;
  const value = resolvePlain(text);
  if (value !== null && typeof value === 'object') return value;
  const actual = typeTag(value);
  if (actual === short || (short === '!!float' && actual === '!!int')) return value;
  return { problem: `yaml: cannot decode ${actual} \`${text}\` as a ${short}` };
}

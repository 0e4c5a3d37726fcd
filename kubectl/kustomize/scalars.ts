import { resolvePlain, resolveScalar, type ScalarReader } from '../manifest/scalar.ts';

/** Words that are booleans to go-yaml v2 and texts to v3, which kustomize reads resources with. */
const texts = new Set([
  'y',
  'Y',
  'yes',
  'Yes',
  'YES',
  'on',
  'On',
  'ON',
  'n',
  'N',
  'no',
  'No',
  'NO',
  'off',
  'Off',
  'OFF',
]);

const timestamp =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](?=.*(?:Z|[-+]\d\d:\d\d)$)| (?!.*[-+Z]))(\d\d):(\d{1,2}):(\d{1,2})(\.\d+)?(Z|[-+]\d\d:\d\d)?)?$/;

/** How kustomize reads a scalar of a resource: `yes` is a text, a date becomes a time stamp, annotations are always texts. */
export const readResourceScalar: ScalarReader = (text, plain, tag, path = []) => {
  if (!plain || tag !== undefined) return resolveScalar(text, plain, tag);
  if (texts.has(text)) return text;
  if (isAnnotation(path) && resolvePlain(text) !== null) return text;
  return timestampOf(text) ?? resolvePlain(text);
};

/** What a text is where it stands alone and without quotes. */
export function plainScalar(text: string): string | number | boolean | null {
  if (texts.has(text)) return text;
  const value = timestampOf(text) ?? resolvePlain(text);
  return typeof value === 'object' && value !== null ? text : value;
}

/** Of an object itself or of an item of a list: kustomize writes annotations anew, each as the text it had. */
function isAnnotation(path: readonly (string | number)[]): boolean {
  const own = path[0] === 'items' ? path.slice(2) : path;
  return own.length === 3 && own[0] === 'metadata' && own[1] === 'annotations';
}

/** A date or time as Go writes it into JSON; undefined where the text is none (go-yaml v3, resolve.go: its four layouts). */
function timestampOf(text: string): string | undefined {
  const parts = timestamp.exec(text);
  if (parts === null) return undefined;
  const [year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] =
    parts.slice(1);
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isDay = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!isDay || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const two = (digits: string): string => digits.padStart(2, '0');
  const seconds = `${two(second)}${fraction.replace(/\.?0+$/, '')}`;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${seconds}${zone.endsWith('00:00') ? 'Z' : zone}`;
}

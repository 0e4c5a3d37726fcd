import { utf8Length } from '../utf8.ts';

/** Why a text is no such name, in Kubernetes' words (util/validation, v1.25); empty if it is one. */
export type NameCheck = (text: string) => readonly string[];

const DNS_LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DNS_SUBDOMAIN = `${DNS_LABEL}(\\.${DNS_LABEL})*`;
const DNS_1035_LABEL = '[a-z]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED_NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED_NAME})?`;
const CONFIG_KEY = '[-._a-zA-Z0-9]+';
const ENV_NAME = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const PERCENT = '[0-9]+%';
const HTTP_HEADER = '[-A-Za-z0-9]+';

export const MAX_LABEL_LENGTH: number = 63;
export const MAX_SUBDOMAIN_LENGTH: number = 253;

export function maxLengthError(length: number): string {
  return `must be no more than ${length} characters`;
}

export function rangeError(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`;
}

const NOT_EMPTY = 'must be non-empty';

/** The text of a failed pattern: what, examples, the pattern itself. */
function patternError(what: string, pattern: string, ...examples: readonly string[]): string {
  const used = `regex used for validation is '${pattern}')`;
  return `${what} (${examples.length === 0 ? '' : `e.g. ${examples.map((each) => `'${each}', `).join(' or ')}`}${used}`;
}

interface Rule {
  readonly pattern: RegExp;
  readonly error: string;
  readonly maxLength?: number;
}

const rule = (what: string, pattern: string, examples: readonly string[], maxLength?: number): Rule => ({
  pattern: new RegExp(`^(?:${pattern})$`),
  error: patternError(what, pattern, ...examples),
  ...(maxLength === undefined ? {} : { maxLength }),
});

/** Longer than any limit: such a text is not held against a pattern, so that hostile input costs no time. */
const PATTERN_LIMIT = 65_536;

const matches = (pattern: RegExp, text: string): boolean => text.length <= PATTERN_LIMIT && pattern.test(text);

/** The most bytes that a UTF-16 unit takes in UTF-8. */
const MAX_BYTES = 3;

function check({ pattern, error, maxLength }: Rule, text: string): readonly string[] {
  const errors: string[] = [];
  if (maxLength !== undefined && text.length * MAX_BYTES > maxLength && utf8Length(text) > maxLength)
    errors.push(maxLengthError(maxLength));
  if (!matches(pattern, text)) errors.push(error);
  return errors;
}

const ALPHANUMERIC_ENDS = 'and must start and end with an alphanumeric character';

const SUBDOMAIN = rule(
  `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', ${ALPHANUMERIC_ENDS}`,
  DNS_SUBDOMAIN,
  ['example.com'],
  MAX_SUBDOMAIN_LENGTH,
);
const LABEL = rule(
  `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', ${ALPHANUMERIC_ENDS}`,
  DNS_LABEL,
  ['my-name', '123-abc'],
  MAX_LABEL_LENGTH,
);
const LABEL_1035 = rule(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  DNS_1035_LABEL,
  ['my-name', 'abc-123'],
  MAX_LABEL_LENGTH,
);
const WILDCARD = rule(
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  `\\*\\.${DNS_SUBDOMAIN}`,
  ['*.example.com'],
  MAX_SUBDOMAIN_LENGTH,
);
const VALUE = rule(
  `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', ${ALPHANUMERIC_ENDS}`,
  LABEL_VALUE,
  ['MyValue', 'my_value', '12345'],
  MAX_LABEL_LENGTH,
);
const NAME_PART = rule(
  `must consist of alphanumeric characters, '-', '_' or '.', ${ALPHANUMERIC_ENDS}`,
  QUALIFIED_NAME,
  ['MyName', 'my.name', '123-abc'],
);
const CONFIG_MAP_KEY = rule(
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  CONFIG_KEY,
  ['key.name', 'KEY_NAME', 'key-name'],
  MAX_SUBDOMAIN_LENGTH,
);
const ENV_VAR = rule(
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
  ENV_NAME,
  ['my.env-name', 'MY_ENV.NAME', 'MyEnvName1'],
);
const PERCENTAGE = rule("a valid percent string must be a numeric string followed by an ending '%'", PERCENT, [
  '1%',
  '93%',
]);
const HEADER = rule("a valid HTTP header must consist of alphanumeric characters or '-'", HTTP_HEADER, [
  'X-Header-Name',
]);

/** Names of most kinds. */
export const dns1123Subdomain: NameCheck = (text) => check(SUBDOMAIN, text);

/** Namespaces, containers, volumes, ports of services. */
export const dns1123Label: NameCheck = (text) => check(LABEL, text);

/** Services. */
export const dns1035Label: NameCheck = (text) => check(LABEL_1035, text);

export const wildcardDns1123Subdomain: NameCheck = (text) => check(WILDCARD, text);

export const labelValue: NameCheck = (text) => check(VALUE, text);

export const envVarName: NameCheck = (text) => [...check(ENV_VAR, text), ...directoryPrefix(text)];

export const percent: NameCheck = (text) => check(PERCENTAGE, text);

export const httpHeaderName: NameCheck = (text) => check(HEADER, text);

/** Keys of ConfigMaps and Secrets. */
export const configMapKey: NameCheck = (text) => [...check(CONFIG_MAP_KEY, text), ...directoryPrefix(text)];

function directoryPrefix(text: string): readonly string[] {
  if (text === '.' || text === '..') return [`must not be '${text}'`];
  return text.startsWith('..') ? ["must not start with '..'"] : [];
}

const prefixed = (prefix: string, errors: readonly string[]): string[] => errors.map((error) => `${prefix} ${error}`);

function namePart(name: string): readonly string[] {
  const errors: string[] = [];
  if (name === '') errors.push(NOT_EMPTY);
  else if (utf8Length(name) > MAX_LABEL_LENGTH) errors.push(maxLengthError(MAX_LABEL_LENGTH));
  return prefixed('name part', [...errors, ...check(NAME_PART, name)]);
}

/** Label keys, finalizers, resource names: `name` or `example.com/name`. */
export const qualifiedName: NameCheck = (text) => {
  const [first = '', second, ...others] = text.split('/');
  if (others.length > 0) {
    return [
      `a qualified name ${NAME_PART.error} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (second === undefined) return namePart(first);
  return [...prefixed('prefix part', first === '' ? [NOT_EMPTY] : dns1123Subdomain(first)), ...namePart(second)];
};

/** Annotation keys: as label keys, but in any case. */
export const annotationKey: NameCheck = (text) => qualifiedName(text.toLowerCase());

const MAX_PORT_NAME_LENGTH = 15;

/** Names of container ports and named target ports (IANA_SVC_NAME). */
export const portName: NameCheck = (text) => {
  const errors: string[] = [];
  if (utf8Length(text) > MAX_PORT_NAME_LENGTH) errors.push(maxLengthError(MAX_PORT_NAME_LENGTH));
  if (!/^[-a-z0-9]+$/.test(text)) errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(text)) errors.push('must contain at least one letter (a-z)');
  if (text.includes('--')) errors.push('must not contain consecutive hyphens');
  if (text.startsWith('-') || text.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
};

export function inRange(number: number, low: number, high: number): readonly string[] {
  return number >= low && number <= high ? [] : [rangeError(low, high)];
}

export function portNumber(port: number): readonly string[] {
  return inRange(port, 1, 65_535);
}

/** Names of RBAC objects: any one segment of a URL's path. */
export const pathSegmentName: NameCheck = (text) => {
  if (text === '.' || text === '..') return [`may not be '${text}'`];
  return ['/', '%']
    .filter((character) => text.includes(character))
    .map((character) => `may not contain '${character}'`);
};

/** The rule for the fixed part of a generated name: it may end in a dash (maskTrailingDash, v1.25). */
export function prefixOf(nameCheck: NameCheck): NameCheck {
  return (text) => nameCheck(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);
}

/** The rule with a tighter limit of its own, e.g. 52 characters for CronJobs. */
export function limited(nameCheck: NameCheck, maxLength: number): NameCheck {
  return (text) => [...nameCheck(text), ...(utf8Length(text) > maxLength ? [maxLengthError(maxLength)] : [])];
}

import { sha256Hex } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { compactJson } from '../../output/json.ts';
import type { FlagSpec } from '../../command-line/flags.ts';

/** Where the data of a ConfigMap or Secret comes from. */
export const dataFlags: readonly FlagSpec[] = [
  { name: 'append-hash', type: 'bool' },
  { name: 'from-env-file', type: 'stringSlice' },
  { name: 'from-file', type: 'stringSlice' },
  { name: 'from-literal', type: 'stringArray' },
];

/**
 * Key and text of everything that `--from-file`, `--from-literal` and `--from-env-file` name.
 * @param owner what the data is for: the two speak differently of wrong keys
 * @throws KubectlError
 */
export function dataOf(
  invocation: Invocation,
  environment: KubectlEnvironment,
  owner: DataOwner,
): Readonly<Record<string, string>> {
  const data = new Map<string, string>();
  if (invocation.list('from-env-file').length > 0 && (invocation.has('from-file') || invocation.has('from-literal')))
    throw new KubectlError('from-env-file cannot be combined with from-file or from-literal');
  const sources = [
    ...invocation.list('from-file').flatMap((source) => fromFile(source, environment)),
    ...invocation.list('from-literal').map(fromLiteral),
    ...invocation.list('from-env-file').flatMap((path) => fromEnvFile(path, environment)),
  ];
  for (const [key, text] of sources) {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) throw new KubectlError(`${wrongKey(owner, key)} ${CONFIG_KEY}`);
    if (data.has(key)) throw new KubectlError(`cannot add key ${repeatedKey(owner, key)}`);
    data.set(key, text);
  }
  return Object.fromEntries(data);
}

/** What gets the data. */
export interface DataOwner {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
}

const CONFIG_KEY =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

function wrongKey({ kind }: DataOwner, key: string): string {
  return kind === 'ConfigMap'
    ? `${JSON.stringify(key)} is not a valid key name for a ConfigMap:`
    : `${JSON.stringify(key)} is not valid key name for a Secret`;
}

function repeatedKey({ kind, name }: DataOwner, key: string): string {
  return kind === 'ConfigMap'
    ? `${JSON.stringify(key)}, another key by that name already exists in Data for ConfigMap ${JSON.stringify(name)}`
    : `${key}, another key by that name already exists`;
}

/**
 * `--append-hash`: the object's name with ten letters that follow from its content; letters that could make words are replaced, as in the
 * names that the API draws.
 */
export function hashedName(name: string, hashed: object): string {
  const letters: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };
  const hash = sha256Hex(compactJson(hashed))
    .slice(0, HASH_LENGTH)
    .replace(/[013ae]/g, (letter) => letters[letter] ?? letter);
  return `${name}-${hash}`;
}

const HASH_LENGTH = 10;

type Entry = readonly [key: string, text: string];

function fromLiteral(source: string): Entry {
  const equals = source.indexOf('=');
  if (equals <= 0) throw new KubectlError(`invalid literal source ${source}, expected key=value`);
  return [source.slice(0, equals), unquoted(source.slice(equals + 1))];
}

/** A value in quotes that the shell has left is taken without them. */
function unquoted(text: string): string {
  const quoted = text.length >= 2 && (text.startsWith('"') || text.startsWith("'")) && text.at(-1) === text[0];
  return quoted ? text.slice(1, -1) : text;
}

/** `[key=]path`; a directory gives its files. */
function fromFile(source: string, environment: KubectlEnvironment): readonly Entry[] {
  const [keyOrPath = '', path, more] = source.split('=');
  if (more !== undefined) throw new KubectlError("key names or file paths cannot contain '='");
  if (path === '') throw new KubectlError(`file path for key name ${keyOrPath} missing`);
  if (path !== undefined && keyOrPath === '') throw new KubectlError(`key name for file path ${path} missing`);
  const file = path ?? keyOrPath;
  const { files } = environment;
  const kind = files.kind(file);
  if (kind === undefined) throw new KubectlError(`error reading ${file}: no such file or directory`);
  if (kind === 'file')
    return [[path === undefined ? (file.split('/').at(-1) ?? file) : keyOrPath, files.read(file) ?? '']];
  if (path !== undefined) throw new KubectlError(`cannot give a key name for a directory path`);
  return (files.list(file) ?? [])
    .filter((name) => files.kind(`${file}/${name}`) === 'file')
    .map((name): Entry => [name, files.read(`${file}/${name}`) ?? '']);
}

function checkVariableName(name: string): void {
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name))
    throw new KubectlError(
      `${JSON.stringify(name)} is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')`,
    );
}

function fromEnvFile(path: string, environment: KubectlEnvironment): readonly Entry[] {
  const { files } = environment;
  const text = files.kind(path) === 'file' ? files.read(path) : undefined;
  if (text === undefined) throw new KubectlError(`error reading ${path}: no such file or directory`);
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s+/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): Entry => {
      const equals = line.indexOf('=');
      checkVariableName(equals === -1 ? line : line.slice(0, equals));
      // Without a value kubectl takes it from its own environment, which is empty here.
      return equals === -1 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)];
    });
}

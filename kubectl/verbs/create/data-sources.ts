import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
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
 * @param owner how a duplicate key is reported: `ConfigMap "settings"`
 * @throws KubectlError
 */
export function dataOf(
  invocation: Invocation,
  environment: KubectlEnvironment,
  owner: string,
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
    if (!/^[-._a-zA-Z0-9]+$/.test(key))
      throw new KubectlError(
        `${JSON.stringify(key)} is not a valid key name for a ${owner.split(' ')[0]}: a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      );
    if (data.has(key))
      throw new KubectlError(
        `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ${owner}`,
      );
    data.set(key, text);
  }
  return Object.fromEntries(data);
}

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
  if (path !== undefined) throw new KubectlError(`cannot give a key name for a directory path.`);
  return (files.list(file) ?? [])
    .filter((name) => files.kind(`${file}/${name}`) === 'file')
    .map((name): Entry => [name, files.read(`${file}/${name}`) ?? '']);
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
      // Without a value kubectl takes it from its own environment, which is empty here.
      return equals === -1 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)];
    });
}

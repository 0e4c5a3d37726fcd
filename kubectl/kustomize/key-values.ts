import { posix } from 'node:path';
import { KubectlError } from '../errors.ts';
import { wrapping } from './errors.ts';
import type { Folder } from './folder.ts';
import type { GeneratorArgs } from './kustomization.ts';

type Pair = readonly [key: string, value: string];

/** The entries of a generator (api/kv): those of env files, then literals, then files; a key twice is refused. */
export function keyValues(args: GeneratorArgs, folder: Folder): ReadonlyMap<string, string> {
  const envs = [...(args.envs ?? []), ...(args.env === undefined || args.env === '' ? [] : [args.env])];
  const { literals = [], files = [] } = args;
  const pairs = wrapping(
    (message) => `loading KV pairs: ${message}`,
    () => [
      ...sourced('env source files:', envs, (path) => envPairs(folder.read(path))),
      ...sourced('literal sources', literals, (literal) => [literalPair(literal)]),
      ...sourced('file sources:', files, (source) => [filePair(source, folder)]),
    ],
  );
  const known = new Map<string, string>();
  for (const [key, value] of pairs) {
    if (known.has(key)) throw new KubectlError(`configmap ${args.name} illegally repeats the key \`${key}\``);
    known.set(key, value);
  }
  return known;
}

function sourced(
  what: string,
  sources: readonly string[],
  pairsOf: (source: string) => readonly Pair[],
): readonly Pair[] {
  return wrapping(
    (message) => `${what} [${sources.join(' ')}]: ${message}`,
    () => sources.flatMap(pairsOf),
  );
}

function envPairs(text: string): readonly Pair[] {
  return lines(text).flatMap((line): readonly Pair[] => {
    const trimmed = line.replace(/^\s+/u, '');
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const at = trimmed.indexOf('=');
    // A line without `=` takes the value from kubectl's own environment variables: here it has none.
    return [at < 0 ? [trimmed, ''] : [trimmed.slice(0, at), trimmed.slice(at + 1)]];
  });
}

/** Lines as Go's bufio.ScanLines splits them. */
function lines(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
}

function literalPair(source: string): Pair {
  const at = source.indexOf('=');
  if (at < 1) throw new KubectlError(`invalid literal source ${source}, expected key=value`);
  return [source.slice(0, at), withoutQuotes(source.slice(at + 1))];
}

function withoutQuotes(text: string): string {
  const quote = text.charAt(0);
  return text !== '' && (quote === '"' || quote === "'") && text.endsWith(quote)
    ? text.slice(1, Math.max(1, text.length - 1))
    : text;
}

function filePair(source: string, folder: Folder): Pair {
  const [key = '', path = '', more] = source.includes('=') ? source.split('=') : [posix.basename(source), source];
  if (more !== undefined) throw new KubectlError("key names or file paths cannot contain '='");
  if (key === '') throw new KubectlError(`key name for file path ${path} missing`);
  if (path === '') throw new KubectlError(`file path for key name ${key} missing`);
  return [key, textOf(path, folder)];
}

/** Files come as text here, so the bytes of another file are lost already. */
function textOf(path: string, folder: Folder): string {
  const text = folder.read(path);
  if (text.includes('\uFFFD')) throw new KubectlError(`${path} is not UTF-8 text: binaryData is not simulated`);
  return text;
}

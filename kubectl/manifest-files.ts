import { KubectlError } from './errors.ts';
import type { KubectlEnvironment } from './environment.ts';
import { handedIn, isUrl } from './handed-in.ts';
import type { Invocation } from './invocation.ts';
import { buildKustomization } from './kustomize/build.ts';
import { loadManifests, type ManifestDocument } from './manifest/load.ts';

/** The documents of a `-f` file up to the first that cannot be read. */
export interface ReadFile {
  /** The file as messages name it: its path, or `STDIN`. */
  readonly source: string;
  readonly documents: readonly ManifestDocument[];
  readonly error?: KubectlError;
}

const extensions = ['.json', '.yaml', '.yml'];

/** Whether the command names files at all. */
export function hasFiles(invocation: Invocation): boolean {
  return invocation.list('filename').length > 0 || invocation.has('kustomize');
}

/**
 * Reads what `-f` and `-R` name, file by file, or what comes of the kustomization that `-k` names.
 * @throws KubectlError for a path that is not there, before anything is read, and for a kustomization that cannot be built
 */
export function readFiles(invocation: Invocation, environment: KubectlEnvironment): readonly ReadFile[] {
  return sourceFiles(invocation, environment).map(({ source, text }) => {
    const { documents, errors } = loadManifests(text, source);
    const [error] = errors;
    return { source, documents, ...(error === undefined ? {} : { error: new KubectlError(error.message) }) };
  });
}

interface SourceFile {
  readonly source: string;
  readonly text: string;
}

function sourceFiles(invocation: Invocation, environment: KubectlEnvironment): readonly SourceFile[] {
  const directory = invocation.string('kustomize') ?? '';
  const paths = invocation.list('filename');
  if (directory === '') return paths.flatMap((path) => filesAt(path, invocation, environment));
  if (paths.length > 0) throw new KubectlError('only one of -f or -k can be specified');
  if (invocation.bool('recursive')) throw new KubectlError("the -k flag can't be used with -f or -R");
  return [{ source: directory, text: buildKustomization(directory, environment.files) }];
}

function filesAt(path: string, invocation: Invocation, environment: KubectlEnvironment): readonly SourceFile[] {
  if (path === '-') return [{ source: 'STDIN', text: environment.stdin ?? '' }];
  const { files } = environment;
  if (isUrl(path)) return [{ source: path, text: files.read(handedIn(path, files)) ?? '' }];
  const clean = path.replace(/(?<=.)\/+$/, '');
  const kind = files.kind(clean);
  if (kind === undefined) {
    const matching = globbed(clean, environment);
    if (matching.length === 0) throw new KubectlError(`the path ${JSON.stringify(path)} does not exist`);
    return matching.flatMap((each) => filesAt(each, invocation, environment));
  }
  if (kind === 'file') return [{ source: path, text: files.read(clean) ?? '' }];
  const found = manifestsIn(clean, invocation.bool('recursive'), environment);
  if (found.length === 0)
    throw new KubectlError(`error reading [${path}]: recognized file extensions are [${extensions.join(' ')}]`);
  return found.map((file) => ({ source: file, text: files.read(file) ?? '' }));
}

/** Files that a pattern in the last part of a path stands for; kubectl looks itself when the shell has not. */
function globbed(path: string, { files }: KubectlEnvironment): readonly string[] {
  const slash = path.lastIndexOf('/');
  const [directory, pattern] = slash === -1 ? ['.', path] : [path.slice(0, slash), path.slice(slash + 1)];
  if (!/[*?[]/.test(pattern)) return [];
  const expression = pattern
    .replaceAll(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  const matches = wholePattern(expression);
  const names = (files.list(directory) ?? []).filter((name) => matches?.test(name) === true);
  return names.map((name) => (slash === -1 ? name : `${directory}/${name}`));
}

function wholePattern(expression: string): RegExp | undefined {
  try {
    return new RegExp(`^${expression}$`);
  } catch {
    return undefined; // A bracket that is not closed matches nothing.
  }
}

/** Paths of the manifests of a directory, sorted; with `recursive` those of its directories too. */
function manifestsIn(directory: string, recursive: boolean, environment: KubectlEnvironment): readonly string[] {
  return (environment.files.list(directory) ?? []).flatMap((name) => {
    const path = directory === '.' ? name : `${directory}/${name}`;
    if (environment.files.kind(path) === 'directory') return recursive ? manifestsIn(path, recursive, environment) : [];
    return extensions.some((extension) => name.endsWith(extension)) ? [path] : [];
  });
}

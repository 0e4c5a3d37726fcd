import { readArchive } from '../../../engine/index.ts';
import type { FileAccess, KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import type { Verb } from '../../verb.ts';
import { defaultContainer, podOf } from './pod-of.ts';

export const cpVerb: Verb = {
  name: 'cp',
  summary: 'Copy files and directories to and from containers',
  usage: '<file-spec-src> <file-spec-dest>',
  flags: [
    { name: 'container', shorthand: 'c', type: 'string' },
    { name: 'no-preserve', type: 'bool' },
    { name: 'retries', type: 'int' },
  ],
  run,
};

/** `pod:path`, `namespace/pod:path`, or a local path. */
interface FileSpec {
  readonly pod?: string;
  readonly namespace?: string;
  readonly path: string;
}

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const [from, to, more] = invocation.args;
  if (from === undefined || to === undefined || more !== undefined)
    throw new KubectlError('source and destination are required');
  const [source, destination] = [fileSpec(from), fileSpec(to)];
  if (source.pod !== undefined && destination.pod !== undefined)
    throw new KubectlError('one of src or dest must be a local file specification');
  if (source.path === '' || destination.path === '') throw new KubectlError('filepath can not be empty');
  if (source.pod !== undefined) return copyFromPod(invocation, environment, source, destination.path);
  if (destination.pod !== undefined) return copyToPod(invocation, environment, source.path, destination);
  throw new KubectlError('one of src or dest must be a remote file specification');
}

function fileSpec(text: string): FileSpec {
  const colon = text.indexOf(':');
  if (colon <= 0) return { path: text };
  const pod = text.slice(0, colon);
  const path = text.slice(colon + 1);
  const [first = '', second, third] = pod.split('/');
  if (third !== undefined)
    throw new KubectlError('filespec must match the canonical format: [[namespace/]pod:]file/path');
  return second === undefined ? { pod: first, path } : { namespace: first, pod: second, path };
}

interface Place {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string | undefined;
}

function placeOf(invocation: Invocation, spec: FileSpec): Place {
  const name = spec.pod ?? '';
  const given = invocation.string('container') ?? '';
  const pod =
    spec.namespace === undefined
      ? podOf(invocation, name).pod
      : invocation.client.get({ kind: 'Pod', namespace: spec.namespace, name });
  const container = given === '' ? defaultContainer(invocation, pod as Parameters<typeof defaultContainer>[1]) : given;
  return { namespace: pod.metadata.namespace ?? '', pod: name, container };
}

/** What kubectl says of a command that failed in the container, and ends with. */
function tarFailed(invocation: Invocation, ...said: readonly string[]): number {
  for (const line of said) invocation.errLine(`tar: ${line}`);
  invocation.errLine('command terminated with exit code 2');
  return 2;
}

function copyFromPod(
  invocation: Invocation,
  environment: KubectlEnvironment,
  source: FileSpec,
  destination: string,
): number {
  const { namespace, pod, container } = placeOf(invocation, source);
  const { runtime, files } = environment;
  const answer = runtime.exec(namespace, pod, container, ['tar', 'cf', '-', source.path], undefined);
  invocation.err(answer.stderr);
  if (answer.exitCode !== 0) {
    invocation.errLine(`command terminated with exit code ${answer.exitCode}`);
    return answer.exitCode;
  }
  const to = trimmed(destination);
  const stripped = rooted(source.path).slice(1);
  for (const { name, content } of readArchive(answer.stdout) ?? []) {
    if (content === undefined) continue;
    const below = name.slice(stripped.length).replace(/^\/+/, '');
    if (below === '' && files.kind(to) === 'directory') throw new KubectlError(`open ${to}: is a directory`);
    const refused = files.write(below === '' ? to : joined(to, below), content);
    if (refused !== undefined) throw new KubectlError(refused);
  }
  return 0;
}

function copyToPod(
  invocation: Invocation,
  environment: KubectlEnvironment,
  source: string,
  destination: FileSpec,
): number {
  if (environment.files.kind(trimmed(source)) === undefined)
    throw new KubectlError(`${trimmed(source)} doesn't exist in local filesystem`);
  const { namespace, pod, container } = placeOf(invocation, destination);
  const to = environment.runtime.files(namespace, pod, container);
  const given = rooted(destination.path);
  const path = to.kind(given) === 'directory' ? joined(given, baseName(source)) : given;
  const folder = path.slice(0, path.lastIndexOf('/')) || '/';
  if (to.kind(folder) !== 'directory')
    return tarFailed(
      invocation,
      `${folder}: Cannot open: No such file or directory`,
      'Error is not recoverable: exiting now',
    );
  copyAll(environment.files, trimmed(source), to, path);
  return 0;
}

/** A file, or a folder with all that is below it. @throws KubectlError for what cannot be written */
function copyAll(from: FileAccess, source: string, to: FileAccess, destination: string): void {
  if (from.kind(source) === 'directory') {
    for (const name of from.list(source) ?? []) copyAll(from, joined(source, name), to, joined(destination, name));
    return;
  }
  const refused = to.write(destination, from.read(source) ?? '');
  if (refused !== undefined) throw new KubectlError(refused);
}

/** A path in a container, from its root: that is where processes begin. */
function rooted(path: string): string {
  return `/${trimmed(path).replace(/^\/+/, '')}`;
}

/** Without the slashes at its end. */
function trimmed(path: string): string {
  return path.replace(/(?<=.)\/+$/, '');
}

function joined(folder: string, name: string): string {
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

function baseName(path: string): string {
  return trimmed(path).split('/').at(-1) ?? path;
}

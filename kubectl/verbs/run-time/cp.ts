import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, notSimulated } from '../../errors.ts';
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

function copyFromPod(
  invocation: Invocation,
  environment: KubectlEnvironment,
  source: FileSpec,
  destination: string,
): number {
  const { namespace, pod, container } = placeOf(invocation, source);
  const content = environment.runtime.readFile(namespace, pod, container, source.path);
  if (content === undefined) {
    invocation.errLine(`tar: ${source.path.replace(/^\/+/, '')}: Cannot stat: No such file or directory`);
    invocation.errLine('tar: Exiting with failure status due to previous errors');
    throw new KubectlError('command terminated with exit code 2');
  }
  if (source.path.startsWith('/')) invocation.errLine("tar: Removing leading `/' from member names");
  const isFolder = environment.files.kind(destination) === 'directory';
  const refused = environment.files.write(isFolder ? `${destination}/${baseName(source.path)}` : destination, content);
  if (refused !== undefined) throw new KubectlError(refused);
  return 0;
}

function copyToPod(
  invocation: Invocation,
  environment: KubectlEnvironment,
  source: string,
  destination: FileSpec,
): number {
  const kind = environment.files.kind(source);
  if (kind === undefined) throw new KubectlError(`${source} doesn't exist in local filesystem`);
  if (kind === 'directory') throw notSimulated('kubectl cp of a directory');
  const { namespace, pod, container } = placeOf(invocation, destination);
  const path = destination.path.endsWith('/') ? `${destination.path}${baseName(source)}` : destination.path;
  const refused = environment.runtime.writeFile(namespace, pod, container, path, environment.files.read(source) ?? '');
  if (refused !== undefined) throw new KubectlError(refused);
  return 0;
}

function baseName(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? path;
}

import { definitionOf, type KubeObject } from '../engine/index.ts';
import { objectOf } from './change.ts';
import type { KubectlEnvironment } from './environment.ts';
import { KubectlError } from './errors.ts';
import type { Invocation } from './invocation.ts';
import { hasFiles } from './manifest-files.ts';
import { manifestObjects, type ManifestObject } from './manifest-objects.ts';
import { fileTargets, NOTHING_NAMED, type Target, targetsOf } from './resources.ts';
import { typedForm } from './typed-form.ts';
import { dryRunOf } from './write-flags.ts';

/** `--local`: the objects are those of files, and nothing is asked of the API. */
export function isLocal(invocation: Invocation): boolean {
  return invocation.bool('local');
}

/** What is only shown: `--local`, or a dry run of the client. */
export function isOnlyShown(invocation: Invocation): boolean {
  return isLocal(invocation) || dryRunOf(invocation) === 'client';
}

/** What a command says with `--local` about words that name objects. */
export const FILES_ONLY: string =
  "you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'";

export interface LocalOptions {
  /** How the command refuses words that name objects; absent: it does not look at them. */
  readonly refusal?: string;
  /** The command decodes into Go's structs. */
  readonly isTyped?: boolean;
}

/**
 * What a command is about: with `--local` the objects of its files as they are written, otherwise what the API has.
 * @throws KubectlError for words beside `--local`, and for a server's dry run of it
 */
export function targetsHereOrThere(
  invocation: Invocation,
  environment: KubectlEnvironment,
  resources: readonly string[],
  { refusal, isTyped = false }: LocalOptions,
): readonly Target[] {
  if (!isLocal(invocation)) return targetsOf(invocation, environment, { args: resources });
  if (refusal !== undefined && resources.length > 0) throw new KubectlError(refusal);
  if (!hasFiles(invocation)) throw new KubectlError(NOTHING_NAMED);
  const objects = manifestObjects(invocation, environment, 'as written');
  const targets = fileTargets(objects).map((target, at): Target => {
    const manifest = objects[at];
    return manifest === undefined ? target : { ...target, object: objectOf(isTyped ? typed(manifest) : manifest.body) };
  });
  if (dryRunOf(invocation) === 'server')
    throw new KubectlError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  return targets;
}

/** An object as messages name it that know no resource of it (resource.Info's ObjectName). */
export function localName({ apiVersion, kind, metadata: { name } }: KubeObject): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? `${kind.toLowerCase()}/${name}` : `${kind.toLowerCase()}.${group}/${name}\n`;
}

function typed({ source, apiVersion, body }: ManifestObject) {
  const kind = String(body['kind']);
  const id = definitionOf(apiVersion, kind);
  if (id !== undefined) return { ...typedForm(id, body), apiVersion, kind };
  throw new KubectlError(
    `unable to decode ${JSON.stringify(source)}: no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/scheme/scheme.go:28"`,
  );
}

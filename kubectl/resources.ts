import {
  apiVersionOf,
  type Client,
  isStatusError,
  type Kind,
  kindId,
  type KubeObject,
  type ObjectRef,
  parseMatcher,
  StatusError,
} from '../engine/index.ts';
import { KubectlError } from './errors.ts';
import type { KubectlEnvironment } from './environment.ts';
import type { Invocation } from './invocation.ts';
import { hasFiles } from './manifest-files.ts';
import { manifestObjects, type ManifestObject } from './manifest-objects.ts';
import { parseResourceArgs, type ResourceArgs } from './resource-args.ts';

/** One object that a command is about, named by words, by a file, or found by a selector. */
export interface Target {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string;
  /** What the file says, for targets of `-f`. */
  readonly manifest?: ManifestObject;
  /** The object itself, for targets that a selector found. */
  readonly object?: KubeObject;
}

export interface TargetOptions {
  /** The words that name resources; default: all arguments of the command. */
  readonly args?: readonly string[];
  /** False: the command's own `--selector` is about something else (`expose`). */
  readonly selectors?: boolean;
  /** `--all` is a selector here, which names are refused beside (`delete`); elsewhere it only speaks of types without names. */
  readonly allSelects?: boolean;
  /** A type without a name or selector stands for all objects of it (`rollout status deployment`). */
  readonly allOfType?: boolean;
}

/** The refusal of a command that needs objects and was given none. */
export const NOTHING_NAMED: string =
  "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'";

/**
 * What a command's words, `-f`, `-l`, `--field-selector`, `--all` and `-A` select (cli-runtime's resource builder). Objects that are only
 * named have not been asked for yet; refusals of single files or types go to `invocation.fail`.
 * @throws KubectlError when words do not fit together or select nothing
 */
export function targetsOf(
  invocation: Invocation,
  environment: KubectlEnvironment,
  options: TargetOptions = {},
): readonly Target[] {
  const words = options.args ?? invocation.args;
  if (hasFiles(invocation)) {
    if (words.length > 0)
      throw new KubectlError(
        `when paths, URLs, or stdin is provided as input, you may not specify ${namesObjects(words) ? 'a resource by' : 'resource'} arguments as well`,
      );
    return fileTargets(manifestObjects(invocation, environment));
  }
  const args = parseResourceArgs(invocation.client, words);
  const isAll = invocation.bool('all') && (args.named.length === 0 || options.allSelects === true);
  if (options.selectors !== false && (isAll || hasSelector(invocation))) return selectedTargets(invocation, args);
  if (args.named.length > 0) return namedTargets(invocation, args);
  if (args.types.length > 0 && options.allOfType === true) return selectedTargets(invocation, args);
  if (args.types.length > 0) throw new KubectlError('resource(s) were provided, but no name was specified');
  throw new KubectlError(NOTHING_NAMED);
}

function namesObjects(words: readonly string[]): boolean {
  return words.length > 1 || words.some((word) => word.includes('/'));
}

/** Whether `-l`, `--field-selector` or `--all` is at work. */
export function selects(invocation: Invocation): boolean {
  return hasSelector(invocation) || invocation.bool('all');
}

function hasSelector(invocation: Invocation): boolean {
  return (invocation.string('selector') ?? '') !== '' || (invocation.string('field-selector') ?? '') !== '';
}

export function fileTargets(objects: readonly ManifestObject[]): readonly Target[] {
  return objects.map((manifest) => ({
    kind: manifest.kind,
    namespace: manifest.namespace,
    name: manifest.name,
    manifest,
  }));
}

function namedTargets(invocation: Invocation, { named }: ResourceArgs): readonly Target[] {
  return named.map(({ kind, name }) => {
    if (name === '') throw new KubectlError('resource name may not be empty');
    const namespace = kind.scope === 'Namespaced' ? invocation.namespace : undefined;
    if (namespace !== undefined && invocation.bool('all-namespaces'))
      throw new KubectlError('a resource cannot be retrieved by name across all namespaces');
    return { kind, namespace, name };
  });
}

function selectedTargets(invocation: Invocation, args: ResourceArgs): readonly Target[] {
  if (args.slashed)
    throw new KubectlError('selectors and the all flag cannot be used when passing resource/name arguments');
  if (args.named.length > 0) throw new KubectlError('name cannot be provided when a selector is specified');
  if (args.types.length === 0) throw new KubectlError('at least one resource must be specified to use a selector');
  const targets: Target[] = [];
  for (const kind of args.types)
    invocation.attempt(() => {
      const { items } = listOf(invocation, kind);
      targets.push(...items.map((object) => targetOfObject(kind, object)));
    });
  return targets;
}

/** The objects of a kind that the command's namespace and selectors let through. */
export function listOf(invocation: Invocation, kind: Kind): ReturnType<Client['list']> {
  return withSelectors(invocation, kind, () => invocation.client.list(kindId(kind), listOptionsOf(invocation, kind)));
}

/** Asks for a list; a refusal of its selectors names them (resource.Selector). */
export function withSelectors<T>(invocation: Invocation, kind: Kind, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (!isStatusError(error, 'BadRequest') && !isStatusError(error, 'NotFound')) throw error;
    const labels = invocation.string('selector') ?? '';
    const fields = invocation.string('field-selector') ?? '';
    const resource = JSON.stringify(`${kind.group}/${kind.version}, Resource=${kind.plural}`);
    const failed =
      labels === '' && fields === ''
        ? `Unable to list ${resource}`
        : `Unable to find ${resource} that match label selector ${JSON.stringify(labels)}, field selector ${JSON.stringify(fields)}`;
    throw new StatusError(error.code, error.reason, `${failed}: ${error.message}`, error.details);
  }
}

/** `-n`, `-A`, `-l` and `--field-selector` as a list request takes them. */
export function listOptionsOf(invocation: Invocation, kind: Kind): NonNullable<Parameters<Client['list']>[1]> {
  const selector = invocation.string('selector') ?? '';
  const fieldSelector = invocation.string('field-selector') ?? '';
  const everywhere = kind.scope === 'Cluster' || invocation.bool('all-namespaces');
  return {
    apiVersion: apiVersionOf(kind),
    ...(everywhere ? {} : { namespace: invocation.namespace }),
    ...(selector === '' ? {} : { labelSelector: selector }),
    ...(fieldSelector === '' ? {} : { fieldSelector }),
  };
}

export function targetOfObject(kind: Kind, object: KubeObject): Target {
  return { kind, namespace: object.metadata.namespace, name: object.metadata.name, object };
}

/** Whether `-l` lets a manifest's object through (`create -f`, `apply -f`). */
export function selectsLabels(invocation: Invocation, object: object): boolean {
  const selector = invocation.string('selector') ?? '';
  if (selector === '') return true;
  const { metadata } = object as { readonly metadata?: { readonly labels?: Readonly<Record<string, string>> } | null };
  return parseMatcher(selector)(metadata?.labels ?? {});
}

/** How the API is asked for a target: in the version of its kind. */
export function refOf({ kind, namespace, name }: Pick<Target, 'kind' | 'namespace' | 'name'>): ObjectRef {
  return { kind: kindId(kind), namespace, name, apiVersion: apiVersionOf(kind) };
}

/** The target's object as it is now; refusals are thrown. */
export function liveObject(client: Client, target: Target): KubeObject {
  return target.object ?? inNamespace(client, target, () => client.get(refOf(target)));
}

/** The target as its file says it, for commands that do not ask the API about what files say; otherwise as it is now. */
export function writtenOrLive(client: Client, target: Target): KubeObject {
  return target.manifest === undefined ? liveObject(client, target) : (target.manifest.body as unknown as KubeObject);
}

/**
 * Asks for something of an object. Where it is not there kubectl looks whether its namespace is, and says what is missing first
 * (cli-runtime Info.Get, v1.25).
 */
export function inNamespace<T>(client: Client, { namespace = '' }: Pick<Target, 'namespace'>, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (isStatusError(error, 'NotFound') && namespace !== '' && namespace !== 'default')
      refuseMissing(client, namespace);
    throw error;
  }
}

/** @throws StatusError where there is no such namespace; not being allowed to look is no answer */
function refuseMissing(client: Client, name: string): void {
  try {
    client.get({ kind: 'Namespace', name });
  } catch (error) {
    if (isStatusError(error, 'NotFound')) throw error;
  }
}

/** `pod`, `deployment.apps`: how kubectl names a kind in front of a name. */
export function typeName(kind: Pick<Kind, 'kind' | 'group'>): string {
  return kind.group === '' ? kind.kind.toLowerCase() : `${kind.kind.toLowerCase()}.${kind.group}`;
}

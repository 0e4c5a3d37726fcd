import {
  isStatusError,
  type JsonObject,
  type Kind,
  kindId,
  type KubeObject,
  lastAppliedText,
} from '../../engine/index.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError, usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { hasFiles } from '../manifest-files.ts';
import { type ManifestObject, manifestObjects, refuseDryRun } from '../manifest-objects.ts';
import { withoutManagedFields } from '../object-output.ts';
import { unifiedHunks } from '../output/line-diff.ts';
import { printYaml } from '../output/yaml.ts';
import { refOf, selectsLabels } from '../resources.ts';
import { fieldManagerFlag, fileFlags, selectorFlag } from '../shared-flags.ts';
import type { Verb } from '../verb.ts';
import { current, sendPatch, threeWayPatch } from './apply/client-side.ts';
import { leftBehind, pruneKinds } from './apply/prune.ts';

export const diffVerb: Verb = {
  name: 'diff',
  summary: 'Diff the live version against a would-be applied version',
  usage: '-f FILENAME',
  flags: [
    ...fileFlags,
    selectorFlag,
    fieldManagerFlag,
    { name: 'force-conflicts', type: 'bool' },
    { name: 'prune', type: 'bool' },
    { name: 'prune-allowlist', type: 'stringArray' },
    { name: 'server-side', type: 'bool' },
    { name: 'show-managed-fields', type: 'bool' },
  ],
  run,
};

/** Two files that kubectl would have written for an object, in two folders of that run. */
interface Pair {
  readonly name: string;
  readonly live: string;
  readonly merged: string;
}

const LIVE = '/tmp/LIVE-1234567890';
const MERGED = '/tmp/MERGED-1234567890';

/** Exit code 1 says that there are differences; everything that fails is more than 1. */
function run(invocation: Invocation, environment: KubectlEnvironment): number {
  try {
    return diff(invocation, environment);
  } catch (error) {
    invocation.fail(error);
    return FAILED;
  }
}

const FAILED = 2;

function diff(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.args.length > 0)
    throw usageError(invocation.commandPath, `Unexpected args: [${invocation.args.join(' ')}]`);
  if (!hasFiles(invocation)) throw new KubectlError('must specify one of -f and -k');
  const kinds = invocation.bool('prune') ? pruneKinds(invocation, 'prune-allowlist') : [];
  const objects = manifestObjects(invocation, environment).filter(({ body }) => selectsLabels(invocation, body));
  const pairs: Pair[] = [];
  // What cannot be compared ends the command.
  for (const object of objects) {
    invocation.attempt(() => pairs.push(pairOf(invocation, object)));
    if (invocation.errors.length > 0) return FAILED;
  }
  if (invocation.errors.length > 0) return FAILED;
  pairs.push(...prunedPairs(invocation, kinds, objects));
  const time = fileTime(environment.nowMs());
  const texts = pairs.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((pair) => unifiedDiff(pair, time));
  invocation.out(texts.join(''));
  return texts.some((text) => text !== '') ? 1 : 0;
}

/** With `--prune`, what an apply would delete, there now and gone then, with their managed fields; whatever the selector is, which v1.25 leaves out here. */
function prunedPairs(
  invocation: Invocation,
  kinds: readonly Kind[],
  objects: readonly ManifestObject[],
): readonly Pair[] {
  const live = objects.flatMap((object) => current(invocation, object) ?? []);
  const uids = new Set(live.map(({ metadata: { uid = '' } }) => uid));
  const namespaces = new Set(objects.flatMap(({ namespace }) => namespace ?? []));
  const places = (kind: Kind): readonly (string | undefined)[] =>
    kind.scope === 'Namespaced' ? [...namespaces] : [undefined];
  return kinds
    .flatMap((kind) => places(kind).flatMap((namespace) => leftBehind(invocation, kind, namespace, uids)))
    .map((object) => ({ name: fileName(object), live: printYaml(object), merged: '' }));
}

function fileName({ apiVersion, kind, metadata: { namespace = '', name } }: KubeObject): string {
  return `${apiVersion.replace('/', '.')}.${kind}.${namespace}.${name}`;
}

function textOf(invocation: Invocation, object: KubeObject | undefined): string {
  if (object === undefined) return '';
  return printYaml(invocation.bool('show-managed-fields') ? object : withoutManagedFields(object));
}

function pairOf(invocation: Invocation, object: ManifestObject): Pair {
  refuseDryRun(object);
  const live = current(invocation, object);
  const merged = mergedObject(invocation, object, live);
  const { group, version } = groupVersion(object.apiVersion);
  const name = `${group === '' ? '' : `${group}.`}${version}.${object.kind.kind}.${object.namespace ?? ''}.${object.name}`;
  const [shownLive, shownMerged] = masked(object, live, merged);
  if (live?.metadata.deletionTimestamp !== undefined)
    invocation.errLine(`Warning: Detected changes to resource ${object.name} which is currently being deleted.`);
  // The masking of a Secret makes something of one that is not there.
  const liveText = shownLive === undefined && isSecret(object) ? 'null\n' : textOf(invocation, shownLive);
  return { name, live: liveText, merged: textOf(invocation, shownMerged) };
}

function groupVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const [first = '', second] = apiVersion.split('/');
  return second === undefined ? { group: '', version: first } : { group: first, version: second };
}

/** What apply would make of the object: the server tries it and keeps nothing. */
function mergedObject(invocation: Invocation, object: ManifestObject, live: KubeObject | undefined): KubeObject {
  const { client } = invocation;
  if (invocation.bool('server-side'))
    return unlocked(invocation, object, () =>
      client.patch(refOf(object), 'apply', object.body, {
        fieldManager: invocation.string('field-manager') ?? 'kubectl',
        force: invocation.bool('force-conflicts'),
        dryRun: true,
      }),
    );
  // What was applied last is left out of the comparison.
  const modified = JSON.parse(lastAppliedText(object.body)) as JsonObject;
  if (live === undefined) return client.create(kindId(object.kind), object.namespace, modified, { dryRun: true });
  const patch = threeWayPatch(object, modified, live);
  return Object.keys(patch).length === 0
    ? live
    : sendPatch(invocation, { object, modified, live, patch: atVersion(patch, live) }, true);
}

/** Whatever the conflict is, kubectl tries again, says so before the last time, and is refused as before. */
function unlocked(
  invocation: Invocation,
  { kind, name, apiVersion }: ManifestObject,
  send: () => KubeObject,
): KubeObject {
  try {
    return send();
  } catch (error) {
    if (isStatusError(error, 'Conflict')) {
      const { group, version } = groupVersion(apiVersion);
      invocation.errLine(
        `W1003 00:00:00.000000       1 diff.go:716] Object (${group}/${version}, Kind=${kind.kind}: ${name}) keeps changing, diffing without lock`,
      );
    }
    throw error;
  }
}

/** The comparison is with what was read: the patch holds for that version only. */
function atVersion(patch: JsonObject, { metadata }: KubeObject): JsonObject {
  const changed = patch['metadata'] as JsonObject | undefined;
  return { ...patch, metadata: { ...changed, resourceVersion: metadata.resourceVersion ?? '' } };
}

const isSecret = ({ kind }: ManifestObject): boolean => kind.kind === 'Secret' && kind.group === '';

interface SecretLike extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** Values of secrets are not shown: `***`, with a word for those that differ (diff.Masker, v1.25). */
function masked(
  object: ManifestObject,
  live: KubeObject | undefined,
  merged: KubeObject,
): readonly [KubeObject | undefined, KubeObject] {
  if (!isSecret(object)) return [live, merged];
  const { data: before = {} }: Partial<SecretLike> = live ?? {};
  const { data: after = {} }: SecretLike = merged;
  const mask = (data: Readonly<Record<string, string>>, word: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.keys(data).map((key) => {
        const differs = before[key] !== undefined && after[key] !== undefined && before[key] !== after[key];
        return [key, differs ? `*** (${word})` : '***'];
      }),
    );
  const withData = (secret: KubeObject, data: Readonly<Record<string, string>>): KubeObject =>
    Object.keys(data).length === 0 ? secret : ({ ...secret, data } as KubeObject);
  return [
    live === undefined ? undefined : withData(live, mask(before, 'before')),
    withData(merged, mask(after, 'after')),
  ];
}

/** `diff -u -N` of two files; nothing when they are the same. */
function unifiedDiff({ name, live, merged }: Pair, time: string): string {
  if (live === merged) return '';
  const [from, to] = [`${LIVE}/${name}`, `${MERGED}/${name}`];
  const body = unifiedHunks(live, merged);
  return `${[`diff -u -N ${from} ${to}`, `--- ${from}\t${time}`, `+++ ${to}\t${time}`, ...body].join('\n')}\n`;
}

/** `2022-10-03 00:00:00.000000000 +0000`. */
function fileTime(nowMs: number): string {
  const iso = new Date(nowMs).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}000000 +0000`;
}

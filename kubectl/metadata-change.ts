import type { JsonValue, KubeObject } from '../engine/index.ts';
import type { FlagSpec } from './command-line/flags.ts';
import type { KubectlEnvironment } from './environment.ts';
import { KubectlError } from './errors.ts';
import type { Invocation } from './invocation.ts';
import { hasFiles } from './manifest-files.ts';
import { type ChangePrinting, printChange } from './object-output.ts';
import type { Changes } from './pairs.ts';
import { isLocal, isOnlyShown, targetsHereOrThere } from './local.ts';
import { liveObject, refOf, type Target } from './resources.ts';
import {
  allFlag,
  allNamespacesFlag,
  dryRunFlag,
  fieldManagerFlag,
  fieldSelectorFlag,
  fileFlags,
  printFlags,
  selectorFlag,
} from './shared-flags.ts';
import { dryRunOf } from './write-flags.ts';
import { CHANGE_CAUSE, recordFlag, type RecordPatch, recordPatch, withCause } from './record.ts';

/** Flags of `label` and `annotate`. */
export const metadataFlags: readonly FlagSpec[] = [
  ...fileFlags,
  ...printFlags,
  selectorFlag,
  fieldSelectorFlag,
  allFlag,
  allNamespacesFlag,
  dryRunFlag,
  fieldManagerFlag,
  { name: 'list', type: 'bool' },
  { name: 'local', type: 'bool' },
  { name: 'overwrite', type: 'bool' },
  recordFlag,
  { name: 'resource-version', type: 'string' },
];

/** The objects of `label` or `annotate`; `refusal`: what it says of others than files with `--local`. */
export function metadataTargets(
  invocation: Invocation,
  environment: KubectlEnvironment,
  resources: readonly string[],
  refusal: string,
): readonly Target[] {
  return targetsHereOrThere(invocation, environment, resources, { refusal });
}

/** @throws KubectlError when neither words nor files name an object */
export function checkResourcesNamed(invocation: Invocation, resources: readonly string[]): void {
  if (resources.length === 0 && !hasFiles(invocation))
    throw new KubectlError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
}

/** `--list`: the labels or annotations of each object as the changes would leave them, sorted by key. */
export function listMetadata(
  invocation: Invocation,
  environment: KubectlEnvironment,
  resources: readonly string[],
  word: 'labels' | 'annotations',
  changes: Changes,
): number {
  const targets = targetsHereOrThere(invocation, environment, resources, {});
  for (const target of targets)
    invocation.attempt(() => {
      const live = liveObject(invocation.client, target);
      const indent = targets.length > 1 ? ' ' : '';
      if (targets.length > 1)
        invocation.outLine(`Listing ${word} for ${target.kind.kind}.${target.kind.group}/${target.name}:`);
      const pairs = Object.entries(changed(live.metadata[word] ?? {}, changes)).sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [key, value] of pairs) invocation.outLine(`${indent}${key}=${value}`);
    });
  return 0;
}

/** What is to happen to an object's labels or annotations, and the word that says so. */
export interface MetadataChange {
  readonly changes: Changes;
  readonly printing?: ChangePrinting;
  operation(modified: KubeObject): string;
}

/** Changes labels or annotations of one object by a merge patch and prints what happened; `plan` sees the object as it is. */
export function changeMetadata(
  invocation: Invocation,
  environment: KubectlEnvironment,
  target: Target,
  field: 'labels' | 'annotations',
  plan: (live: KubeObject) => MetadataChange,
): void {
  const live = liveObject(invocation.client, target);
  const planned = plan(live);
  const { changes } = planned;
  const before = live.metadata[field] ?? {};
  const after = changed(before, changes);
  // The command is written down before what it asks for, which may be another cause.
  const isOwnCause =
    field === 'annotations' && (changes.set.has(CHANGE_CAUSE) || changes.remove.includes(CHANGE_CAUSE));
  const record = isOwnCause ? undefined : recordPatch(invocation);
  const modified: KubeObject = withCause(
    record,
    live.metadata[field] === undefined && Object.keys(after).length === 0 && !isLocal(invocation)
      ? live
      : { ...live, metadata: { ...live.metadata, [field]: after } },
  );
  const text = planned.operation(modified);
  const patch = withRecord(record, metadataPatch(field, before, after));
  if (patch === undefined || isOnlyShown(invocation)) {
    printChange(invocation, environment, modified, text, planned.printing);
    return;
  }
  const version = invocation.string('resource-version') ?? '';
  const answer = invocation.client.patch(
    refOf(target),
    'merge',
    version === '' ? patch : { metadata: { ...patch.metadata, resourceVersion: version } },
    {
      fieldManager: invocation.string('field-manager') ?? `kubectl-${field === 'labels' ? 'label' : 'annotate'}`,
      dryRun: dryRunOf(invocation) === 'server',
    },
  );
  printChange(invocation, environment, answer, text, planned.printing);
}

function changed(before: Readonly<Record<string, string>>, { set, remove }: Changes): Readonly<Record<string, string>> {
  return Object.fromEntries([...Object.entries(before).filter(([key]) => !remove.includes(key)), ...set]);
}

interface MetadataPatch {
  readonly metadata: Readonly<Record<string, JsonValue>>;
}

/** `--record` is part of the same patch. */
function withRecord(record: RecordPatch | undefined, patch: MetadataPatch | undefined): MetadataPatch | undefined {
  if (record === undefined) return patch;
  const annotations = { ...(patch?.metadata['annotations'] as object | undefined), ...record.metadata.annotations };
  return { metadata: { ...patch?.metadata, annotations } };
}

function metadataPatch(
  field: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): MetadataPatch | undefined {
  const entries: [string, JsonValue][] = [
    ...Object.entries(after).filter(([key, value]) => before[key] !== value),
    ...Object.keys(before)
      .filter((key) => !Object.hasOwn(after, key))
      .map((key): [string, JsonValue] => [key, null]),
  ];
  return entries.length === 0 ? undefined : { metadata: { [field]: Object.fromEntries(entries) } };
}

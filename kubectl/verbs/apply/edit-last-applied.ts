import {
  deepEqual,
  isObject,
  type JsonObject,
  type JsonValue,
  type Kind,
  LAST_APPLIED,
  lastApplied,
} from '../../../engine/index.ts';
import { jsonOf, objectOf } from '../../change.ts';
import { editedObject, editUntilSaved, hashed, type Saved, sayCopy } from '../../editing.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { isRefusal, KubectlError, notSimulated } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { hasFiles } from '../../manifest-files.ts';
import { metadataError, refuseOtherNamespace } from '../../manifest-objects.ts';
import { printChange } from '../../object-output.ts';
import { compactJson, printJson } from '../../output/json.ts';
import { printYaml } from '../../output/yaml.ts';
import { liveObject, NOTHING_NAMED, refOf, targetsOf } from '../../resources.ts';
import { fieldManagerFlag, fileFlags, printFlags, validateFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';

export const editLastAppliedVerb: Verb = {
  name: 'edit-last-applied',
  summary: 'Edit latest last-applied-configuration annotations of a resource/object',
  usage: '(RESOURCE/NAME | -f FILENAME)',
  flags: [...fileFlags, ...printFlags, fieldManagerFlag, validateFlag, { name: 'windows-line-endings', type: 'bool' }],
  run,
};

const HEADER = `# Please edit the 'last-applied-configuration' annotations below.
# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
#
`;

/** What was applied to an object, as its annotation has it. */
interface Applied {
  readonly kind: Kind;
  readonly name: string;
  readonly config: JsonObject;
}

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.args.length === 0 && !hasFiles(invocation)) throw new KubectlError(NOTHING_NAMED);
  const { editor } = environment;
  const applied = appliedObjects(invocation, environment);
  const [first] = applied;
  if (first === undefined) {
    if (invocation.errors.length > 0) return 1;
    throw new KubectlError(
      'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`',
    );
  }
  if (editor === undefined)
    throw notSimulated('kubectl apply edit-last-applied without an editor (a text to answer with)');
  const isJson = invocation.string('output') === 'json';
  const shown = applied.length === 1 ? first.config : listOf(applied);
  return editUntilSaved(invocation, {
    header: isJson ? '' : HEADER,
    original: isJson ? printJson(shown) : printYaml(shown),
    editor,
    save: (text) => save(invocation, environment, first, text),
  });
}

/** The objects that were applied; the others are left out. */
function appliedObjects(invocation: Invocation, environment: KubectlEnvironment): readonly Applied[] {
  return targetsOf(invocation, environment, { allOfType: true }).flatMap((target) => {
    const config = lastApplied(jsonOf(liveObject(invocation.client, target)));
    if (config === undefined) return [];
    const wrong = metadataError(config['metadata']);
    if (wrong !== undefined) throw new KubectlError(`unable to decode "edited-file": ${wrong}`);
    return [{ kind: target.kind, name: target.name, config: placed(invocation, target.kind, config) }];
  });
}

/** kubectl reads what was applied as it reads a file: an object without a namespace is of the command's. */
function placed({ namespace }: Invocation, { scope }: Kind, config: JsonObject): JsonObject {
  const metadata = config['metadata'];
  if (scope === 'Cluster' || metadata === undefined || !isObject(metadata)) return config;
  return { ...config, metadata: { ...metadata, namespace: metadata['namespace'] ?? namespace } };
}

function listOf(applied: readonly Applied[]): JsonObject {
  return { apiVersion: 'v1', items: applied.map(({ config }) => config), kind: 'List', metadata: {} };
}

function save(invocation: Invocation, environment: KubectlEnvironment, first: Applied, text: string): Saved {
  const edited = editedObject(invocation, first, text);
  if ('reasons' in edited) return edited;
  const read = configsIn(invocation, edited.object);
  if ('reasons' in read) return read;
  try {
    for (const { config } of read.configs)
      refuseOtherNamespace(invocation, String((config['metadata'] as JsonObject)['namespace'] ?? ''));
    // kubectl looks for the original by its uid, which no manifest has: it is always the first.
    for (const found of read.configs) annotate(invocation, environment, found, deepEqual(found.config, first.config));
    return { exit: 0 };
  } catch (error) {
    if (isRefusal(error)) sayCopy(invocation);
    throw error;
  }
}

/** The edited manifests with their kinds; one that kubectl cannot read opens the file again. */
function configsIn(
  invocation: Invocation,
  object: JsonObject,
): { readonly configs: readonly Applied[] } | { readonly reasons: readonly string[] } {
  const { kind: listKind, items } = object;
  const isList = listKind === 'List' && Array.isArray(items);
  const objects = isList ? (items as readonly JsonValue[]) : [object];
  const configs: Applied[] = [];
  for (const each of objects) {
    const config = isObject(each) ? each : {};
    const { apiVersion = '', kind = '', metadata } = config as Partial<Record<string, JsonValue>>;
    const found = invocation.client.kindOf(String(apiVersion), String(kind));
    // The items of a list kubectl takes as they are.
    const wrong = isList ? undefined : metadataError(metadata);
    if (found === undefined || wrong !== undefined || metadata === undefined || !isObject(metadata)) {
      const unknown = `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
      const why = wrong === undefined ? unknown : `unable to decode "edited-file": ${wrong}`;
      return { reasons: [`# The edited file had a syntax error: ${hashed(why)}\n#\n`] };
    }
    configs.push({ kind: found, name: String(metadata['name'] ?? ''), config: placed(invocation, found, config) });
  }
  return { configs };
}

/** Writes what was edited into the annotation of the object that it names. */
function annotate(
  invocation: Invocation,
  environment: KubectlEnvironment,
  { kind, name, config }: Applied,
  isSame: boolean,
): void {
  if (isSame) return printChange(invocation, environment, objectOf(config), 'skipped');
  const namespace = kind.scope === 'Namespaced' ? invocation.namespace : undefined;
  const patch = { metadata: { annotations: { [LAST_APPLIED]: `${compactJson(config)}\n` } } };
  invocation.client.patch(refOf({ kind, namespace, name }), 'merge', patch, {
    fieldManager: invocation.string('field-manager') ?? 'kubectl-client-side-apply',
  });
  printChange(invocation, environment, objectOf(config), 'edited');
}

import {
  deepEqual,
  type JsonObject,
  jsonPatch,
  type KubeObject,
  mergePatch,
  PatchError,
  type PatchType,
  type SchemaId,
  StatusError,
  strategicMergePatch,
} from '../../engine/index.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { jsonOf, objectOf } from '../change.ts';
import { KubectlError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { isOnlyShown, targetsHereOrThere } from '../local.ts';
import type { JsonValue } from '../../engine/index.ts';
import { loadManifests } from '../manifest/load.ts';
import { printChange } from '../object-output.ts';
import { inNamespace, refOf, type Target, writtenOrLive } from '../resources.ts';
import { dryRunFlag, fieldManagerFlag, fileFlags, printFlags } from '../shared-flags.ts';
import type { Verb } from '../verb.ts';
import { dryRunOf } from '../write-flags.ts';
import { recordFlag, recordPatch } from '../record.ts';
import { subresourceOf } from '../subresource.ts';

export const patchVerb: Verb = {
  name: 'patch',
  summary: 'Update fields of a resource',
  usage: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [flags]',
  flags: [
    ...fileFlags,
    ...printFlags,
    dryRunFlag,
    fieldManagerFlag,
    { name: 'local', type: 'bool' },
    { name: 'patch', shorthand: 'p', type: 'string' },
    { name: 'patch-file', type: 'string' },
    recordFlag,
    { name: 'subresource', type: 'string' },
    { name: 'type', type: 'string' },
  ],
  run,
};

const types = ['json', 'merge', 'strategic'] as const;

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const type = patchType(invocation);
  subresourceOf(invocation); // A name that is none is refused before anything is read.
  const patch = patchValue(patchText(invocation, environment), invocation.string('patch') ?? '', type);
  const refusal = 'cannot specify --local and server resources';
  const change = isOnlyShown(invocation) ? patchHere : patchTarget;
  for (const target of targetsHereOrThere(invocation, environment, invocation.args, { refusal }))
    invocation.attempt(() => change(invocation, environment, target, type, patch));
  return 0;
}

/** `--local` patches what a file says, and so does a dry run of the client; of what is only named, as it is now. */
function patchHere(
  invocation: Invocation,
  environment: KubectlEnvironment,
  target: Target,
  type: PatchType,
  patch: JsonValue,
): void {
  const { kind } = target;
  const before = jsonOf(target.object ?? readObject(invocation, target));
  const after = patchedHere(before, type, patch, kind.schema);
  const operation = deepEqual(before, after) ? 'patched (no change)' : 'patched';
  printChange(invocation, environment, objectOf(after), operation, { suffix: 'none', printer: 'own' });
}

function patchedHere(target: JsonObject, type: PatchType, patch: JsonValue, schema: SchemaId | undefined): JsonObject {
  try {
    if (type === 'json') return jsonPatch(target, patch) as JsonObject;
    if (type === 'merge' || schema === undefined) return mergePatch(target, patch) as JsonObject;
    return strategicMergePatch(target, patch, schema);
  } catch (error) {
    throw error instanceof PatchError ? new KubectlError(error.message) : error;
  }
}

function readObject(invocation: Invocation, target: Target): KubeObject {
  const subresource = subresourceOf(invocation);
  if (subresource === '' || target.manifest !== undefined) return writtenOrLive(invocation.client, target);
  return inNamespace(invocation.client, target, () => invocation.client.get(refOf(target), { subresource }));
}

function patchTarget(
  invocation: Invocation,
  environment: KubectlEnvironment,
  target: Target,
  type: PatchType,
  patch: JsonValue,
): void {
  const subresource = subresourceOf(invocation);
  const live = inNamespace(invocation.client, target, () =>
    invocation.client.get(refOf(target), subresource === '' ? {} : { subresource }),
  );
  const fieldManager = invocation.string('field-manager') ?? 'kubectl-patch';
  const patched = invocation.client.patch(refOf(target), type, patch, {
    fieldManager,
    dryRun: dryRunOf(invocation) === 'server',
    ...(subresource === '' ? {} : { subresource }),
  });
  const record = recordPatch(invocation);
  if (record !== undefined && dryRunOf(invocation) === 'none')
    invocation.client.patch(refOf(target), 'merge', record, { fieldManager });
  printChange(
    invocation,
    environment,
    patched,
    deepEqual(jsonOf(live), jsonOf(patched)) ? 'patched (no change)' : 'patched',
    { suffix: 'none', printer: 'own' },
  );
}

function patchType(invocation: Invocation): PatchType {
  const type = (invocation.string('type') ?? 'strategic').toLowerCase();
  const known = types.find((each) => each === type);
  if (known === undefined)
    throw new KubectlError(
      `--type must be one of [${types.join(' ')}], not ${JSON.stringify(invocation.string('type') ?? '')}`,
    );
  return known;
}

function patchText(invocation: Invocation, environment: KubectlEnvironment): string {
  const text = invocation.string('patch') ?? '';
  const file = invocation.string('patch-file') ?? '';
  if (text !== '' && file !== '') throw new KubectlError('cannot specify --patch and --patch-file together');
  if (text !== '') return text;
  if (file === '') throw new KubectlError('must specify --patch or --patch-file containing the contents of the patch');
  const read = file === '-' ? environment.stdin : environment.files.read(file);
  if (read === undefined) throw new KubectlError(`unable to read patch file: open ${file}: no such file or directory`);
  return read;
}

/**
 * The patch's value: JSON, or YAML that is made into JSON. kubectl's complaint shows what `--patch` said; what begins as JSON does it sends
 * as it is, and the server complains.
 */
function patchValue(text: string, shown: string, type: PatchType): JsonValue {
  const { documents, errors } = loadManifests(text, 'patch');
  const [error] = errors;
  if (error !== undefined && /^\s*\{/.test(text)) {
    const said = error.message
      .replace(/^error parsing patch: (?:json: offset \d+: )?/, '')
      .replace('unexpected EOF', 'unexpected end of JSON input');
    throw new StatusError(400, 'BadRequest', type === 'strategic' ? said : `error decoding patch: ${said}`);
  }
  if (error !== undefined)
    throw new KubectlError(
      `unable to parse ${JSON.stringify(shown)}: ${error.message.replace(/^error parsing patch: (?:error converting YAML to JSON: )?/, '')}`,
    );
  return documents[0]?.value ?? null;
}

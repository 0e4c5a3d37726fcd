import { unversioned } from '../unversioned.ts';
import { isStatusError, kindId, type KubeObject } from '../../engine/index.ts';
import { withSavedConfig } from '../create-object.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError, type UnreadError, withSource } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { hasFiles } from '../manifest-files.ts';
import { type JsonBody, type ManifestObject, manifestObjects } from '../manifest-objects.ts';
import { printChange } from '../object-output.ts';
import { isRaw, rawBody, rawFlag, runRaw } from '../raw.ts';
import { refOf, typeName } from '../resources.ts';
import { dryRunFlag, fieldManagerFlag, fileFlags, printFlags, saveConfigFlag, validateFlag } from '../shared-flags.ts';
import type { Verb } from '../verb.ts';
import { dryRunOf, fieldValidationOf } from '../write-flags.ts';
import { deleteForReplacement } from './delete/delete.ts';
import { recordFlag, recorded } from '../record.ts';

export const replaceVerb: Verb = {
  name: 'replace',
  summary: 'Replace a resource by file name or stdin',
  usage: '-f FILENAME [flags]',
  flags: [
    ...fileFlags,
    ...printFlags,
    dryRunFlag,
    fieldManagerFlag,
    saveConfigFlag,
    validateFlag,
    { name: 'cascade', type: 'string', noOptionDefault: 'background' },
    { name: 'force', type: 'bool' },
    { name: 'grace-period', type: 'int' },
    rawFlag,
    recordFlag,
    { name: 'subresource', type: 'string' },
    { name: 'timeout', type: 'duration' },
    { name: 'wait', type: 'bool' },
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const force = invocation.bool('force');
  if ((invocation.number('grace-period') ?? -1) >= 0 && !force)
    throw new KubectlError('--grace-period must have --force specified');
  if ((invocation.number('timeout') ?? 0) !== 0 && !force)
    throw new KubectlError('--timeout must have --force specified');
  if (!hasFiles(invocation)) throw new KubectlError('must specify one of -f and -k');
  if (isRaw(invocation)) return runRaw(invocation, environment, 'PUT', rawBody(invocation, environment, true));
  const unread: UnreadError[] = [];
  const objects = manifestObjects(invocation, environment, 'to be sent', (error) => unread.push(error));
  if (force) for (const object of objects) remove(invocation, environment, object);
  for (const object of objects)
    invocation.attempt(() => {
      const replaced = force ? recreate(invocation, object) : replace(invocation, object);
      printChange(invocation, environment, replaced, 'replaced');
    });
  for (const error of unread) invocation.fail(error);
  if (objects.length === 0 && invocation.errors.length === 0) throw new KubectlError('no objects passed to replace');
  return 0;
}

function remove(invocation: Invocation, environment: KubectlEnvironment, object: ManifestObject): void {
  invocation.attempt(() => {
    if (deleteForReplacement(invocation, environment, object))
      invocation.outLine(`${typeName(object.kind)} ${JSON.stringify(object.name)} deleted`);
  });
}

function recreate(invocation: Invocation, object: ManifestObject): KubeObject {
  try {
    return invocation.client.create(
      kindId(object.kind),
      object.namespace,
      unversioned(recorded(invocation, withSavedConfig(invocation, object.body))),
      {
        ...optionsOf(invocation),
      },
    );
  } catch (error) {
    throw withSource('creating', object.source, error);
  }
}

function replace(invocation: Invocation, object: ManifestObject): KubeObject {
  const subresource = invocation.string('subresource') ?? '';
  try {
    if (object.name === '') throw new KubectlError('resource name may not be empty');
    const body = recorded(invocation, withSavedConfig(invocation, object.body));
    if (dryRunOf(invocation) === 'client') return body as unknown as KubeObject;
    return invocation.client.update(refOf(object), withVersion(invocation, object, body), {
      ...optionsOf(invocation),
      ...(subresource === '' ? {} : { subresource }),
    });
  } catch (error) {
    throw withSource('replacing', object.source, error);
  }
}

function optionsOf(invocation: Invocation): {
  readonly fieldManager: string;
  readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore';
  readonly dryRun: boolean;
} {
  return {
    fieldManager: invocation.string('field-manager') ?? 'kubectl-replace',
    fieldValidation: fieldValidationOf(invocation),
    dryRun: dryRunOf(invocation) === 'server',
  };
}

/** A manifest without a resourceVersion replaces whatever is there: kubectl takes the live one. */
function withVersion(invocation: Invocation, object: ManifestObject, body: JsonBody): JsonBody {
  const metadata = (body['metadata'] ?? {}) as JsonBody;
  if ((metadata['resourceVersion'] ?? '') !== '') return body;
  try {
    const { resourceVersion } = invocation.client.get(refOf(object)).metadata;
    return { ...body, metadata: { ...metadata, resourceVersion: resourceVersion ?? '' } };
  } catch (error) {
    if (isStatusError(error, 'NotFound')) return body;
    throw error;
  }
}

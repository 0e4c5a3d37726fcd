import { unversioned } from '../../unversioned.ts';
import { kindId } from '../../../engine/index.ts';
import { createFlags, withSavedConfig } from '../../create-object.ts';
import { EDIT_HEADER, editedObject, editUntilSaved, sayCopy } from '../../editing.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, notSimulated, type UnreadError, usageError, withSource } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { hasFiles } from '../../manifest-files.ts';
import { manifestObjects, type ManifestObject, refuseDryRun } from '../../manifest-objects.ts';
import { printChange } from '../../object-output.ts';
import { printJson } from '../../output/json.ts';
import { printYaml } from '../../output/yaml.ts';
import { isRaw, rawBody, rawFlag, runRaw } from '../../raw.ts';
import { selectsLabels } from '../../resources.ts';
import { fileFlags, selectorFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { dryRunOf, fieldValidationOf } from '../../write-flags.ts';
import { runWithoutCommand } from '../group.ts';
import { createConfigMapVerb } from './configmap.ts';
import { createCronJobVerb } from './cron-job.ts';
import { createDeploymentVerb } from './deployment.ts';
import { createIngressVerb } from './ingress.ts';
import { createJobVerb } from './job.ts';
import { createNamespaceVerb } from './namespace.ts';
import { createPodDisruptionBudgetVerb } from './pod-disruption-budget.ts';
import { createPriorityClassVerb } from './priority-class.ts';
import { createQuotaVerb } from './quota.ts';
import { createClusterRoleBindingVerb, createRoleBindingVerb } from './role-binding.ts';
import { createClusterRoleVerb, createRoleVerb } from './role.ts';
import { createSecretVerb } from './secret.ts';
import { createServiceAccountVerb } from './service-account.ts';
import { createServiceVerb } from './service.ts';
import { createTokenVerb } from './token.ts';
import { recordFlag, recorded } from '../../record.ts';
import { isReview, review } from '../../reviews.ts';

export const createVerb: Verb = {
  name: 'create',
  summary: 'Create a resource from a file or from stdin',
  usage: '-f FILENAME [flags]',
  flags: [
    ...createFlags,
    ...fileFlags,
    selectorFlag,
    { name: 'edit', type: 'bool' },
    rawFlag,
    recordFlag,
    { name: 'windows-line-endings', type: 'bool' },
  ],
  subcommands: [
    createClusterRoleVerb,
    createClusterRoleBindingVerb,
    createConfigMapVerb,
    createCronJobVerb,
    createDeploymentVerb,
    createIngressVerb,
    createJobVerb,
    createNamespaceVerb,
    createPodDisruptionBudgetVerb,
    createPriorityClassVerb,
    createQuotaVerb,
    createRoleVerb,
    createRoleBindingVerb,
    createSecretVerb,
    createServiceVerb,
    createServiceAccountVerb,
    createTokenVerb,
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  if (!hasFiles(invocation)) {
    invocation.err('Error: must specify one of -f and -k\n\n');
    return runWithoutCommand(invocation, createVerb);
  }
  if (invocation.args.length > 0)
    throw usageError(invocation.commandPath, `Unexpected args: [${invocation.args.join(' ')}]`);
  if (isRaw(invocation)) return createRaw(invocation, environment);
  const unread: UnreadError[] = [];
  const objects = manifestObjects(invocation, environment, 'to be sent', (error) => unread.push(error)).filter(
    (object) => selectsLabels(invocation, object.body),
  );
  const create = invocation.bool('edit') ? editThenCreate : createOne;
  for (const object of objects) invocation.attempt(() => create(invocation, environment, object));
  for (const error of unread) invocation.fail(error);
  if (objects.length === 0 && invocation.errors.length === 0) throw new KubectlError('no objects passed to create');
  return 0;
}

function createRaw(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.bool('edit')) throw new KubectlError('--raw and --edit are mutually exclusive');
  const body = rawBody(invocation, environment, true, () => {
    if ((invocation.string('selector') ?? '') !== '')
      throw new KubectlError('--raw and --selector (-l) are mutually exclusive');
  });
  return runRaw(invocation, environment, 'POST', body);
}

/** With `--edit`, what the editor leaves of the object; where it changes nothing, nothing is created. */
function editThenCreate(invocation: Invocation, environment: KubectlEnvironment, object: ManifestObject): void {
  const { editor } = environment;
  if (editor === undefined) throw notSimulated('kubectl create --edit without an editor (a text to answer with)');
  const isJson = invocation.string('output') === 'json';
  editUntilSaved(invocation, {
    header: isJson ? '' : EDIT_HEADER,
    original: isJson ? printJson(object.body) : printYaml(object.body),
    editor,
    save: (text) => {
      const edited = editedObject(invocation, object, text);
      if ('reasons' in edited) return edited;
      try {
        createOne(invocation, environment, { ...object, body: edited.object, source: '' });
      } catch (error) {
        sayCopy(invocation);
        throw error;
      }
      return { exit: 0 };
    },
  });
}

function createOne(invocation: Invocation, environment: KubectlEnvironment, object: ManifestObject): void {
  const dryRun = dryRunOf(invocation);
  const body = recorded(invocation, withSavedConfig(invocation, object.body));
  if (dryRun === 'client') {
    printChange(invocation, environment, body as never, 'created');
    return;
  }
  try {
    if (dryRun === 'server') refuseDryRun(object);
    if (isReview(object.kind))
      return printChange(invocation, environment, review(invocation, environment, object), 'created');
    const made = invocation.client.create(kindId(object.kind), object.namespace, unversioned(body), {
      fieldManager: invocation.string('field-manager') ?? 'kubectl-create',
      fieldValidation: fieldValidationOf(invocation),
      dryRun: dryRun === 'server',
    });
    printChange(invocation, environment, made, 'created');
  } catch (error) {
    throw withSource('creating', object.source, error);
  }
}

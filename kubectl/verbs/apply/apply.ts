import { checkAllAndSelector } from '../../change.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, notSimulated, usageError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { hasFiles } from '../../manifest-files.ts';
import { type ManifestObject, manifestObjects, refuseDryRun } from '../../manifest-objects.ts';
import { selectsLabels } from '../../resources.ts';
import { dryRunFlag, fieldManagerFlag, fileFlags, printFlags, selectorFlag, validateFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { dryRunOf } from '../../write-flags.ts';
import { applyClientSide } from './client-side.ts';
import { editLastAppliedVerb } from './edit-last-applied.ts';
import { setLastAppliedVerb, viewLastAppliedVerb } from './last-applied.ts';
import { AppliedObjects } from './print.ts';
import { prune, pruneKinds } from './prune.ts';
import { applyServerSide } from './server-side.ts';
import { recordFlag, recorded } from '../../record.ts';

export const applyVerb: Verb = {
  name: 'apply',
  summary: 'Apply a configuration to a resource by file name or stdin',
  usage: '(-f FILENAME | -k DIRECTORY) [flags]',
  flags: [
    ...fileFlags,
    ...printFlags,
    selectorFlag,
    dryRunFlag,
    fieldManagerFlag,
    validateFlag,
    { name: 'all', type: 'bool' },
    { name: 'cascade', type: 'string', noOptionDefault: 'background' },
    { name: 'force', type: 'bool' },
    { name: 'force-conflicts', type: 'bool' },
    { name: 'grace-period', type: 'int' },
    { name: 'openapi-patch', type: 'bool' },
    { name: 'overwrite', type: 'bool' },
    { name: 'prune', type: 'bool' },
    { name: 'prune-whitelist', type: 'stringArray' },
    recordFlag,
    { name: 'server-side', type: 'bool' },
    { name: 'timeout', type: 'duration' },
    { name: 'wait', type: 'bool' },
  ],
  subcommands: [viewLastAppliedVerb, setLastAppliedVerb, editLastAppliedVerb],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.args.length > 0)
    throw usageError(invocation.commandPath, `Unexpected args: [${invocation.args.join(' ')}]`);
  if (!hasFiles(invocation)) throw new KubectlError('must specify one of -f and -k');
  const serverSide = invocation.bool('server-side');
  const kinds = invocation.bool('prune') ? pruneKinds(invocation) : undefined;
  checkFlags(invocation, serverSide);
  const objects = manifestObjects(invocation, environment)
    .filter(({ body }) => selectsLabels(invocation, body))
    .map((object) => ({ ...object, body: recorded(invocation, object.body) }));
  const applied = new AppliedObjects(invocation, environment);
  for (const object of objects)
    invocation.attempt(() => {
      if (dryRunOf(invocation) === 'server') refuseDryRun(object);
      if (serverSide) applyServerSide(invocation, object, applied);
      else applyClientSide(invocation, environment, object, applied);
    });
  if (objects.length === 0 && invocation.errors.length === 0) throw new KubectlError('no objects passed to apply');
  if (invocation.errors.length === 0) applied.print();
  if (kinds !== undefined && invocation.errors.length === 0)
    prune(invocation, environment, kinds, { uids: applied.uids, namespaces: namespacesOf(invocation, objects) });
  return 0;
}

function namespacesOf(invocation: Invocation, objects: readonly ManifestObject[]): ReadonlySet<string> {
  const own = invocation.namespaceGiven ? [invocation.namespace] : [];
  return new Set([...own, ...objects.flatMap(({ namespace }) => (namespace === undefined ? [] : [namespace]))]);
}

function checkFlags(invocation: Invocation, serverSide: boolean): void {
  if (invocation.bool('force-conflicts') && !serverSide)
    throw new KubectlError('--force-conflicts only works with --server-side');
  if (serverSide && dryRunOf(invocation) === 'client')
    throw new KubectlError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  if (invocation.bool('force') && serverSide) throw new KubectlError('--force cannot be used with --server-side');
  if (invocation.bool('force') && dryRunOf(invocation) === 'server')
    throw new KubectlError('--dry-run=server cannot be used with --force');
  checkAllAndSelector(invocation);
  const isChosen = invocation.bool('all') || (invocation.string('selector') ?? '') !== '';
  if (invocation.bool('prune') && !isChosen)
    throw new KubectlError(
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
    );
  if (invocation.bool('prune') && invocation.bool('force'))
    throw new KubectlError('--force cannot be used with --prune');
  if (!invocation.bool('overwrite', true)) throw notSimulated('kubectl apply --overwrite=false');
}

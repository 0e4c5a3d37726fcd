import type { KubeObject } from '../../engine/index.ts';
import { resourceName } from '../change.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printChange } from '../object-output.ts';
import { inNamespace, refOf, type Target, targetsOf, writtenOrLive } from '../resources.ts';
import { allFlag, dryRunFlag, fileFlags, printFlags, selectorFlag } from '../shared-flags.ts';
import type { Verb } from '../verb.ts';
import { dryRunOf } from '../write-flags.ts';
import { recordFlag, recordPatch } from '../record.ts';

export const scaleVerb: Verb = {
  name: 'scale',
  summary: 'Set a new size for a deployment, replica set, or replication controller',
  usage: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [flags]',
  flags: [
    ...fileFlags,
    ...printFlags,
    selectorFlag,
    allFlag,
    dryRunFlag,
    { name: 'current-replicas', type: 'int' },
    recordFlag,
    { name: 'replicas', type: 'int', required: true },
    { name: 'resource-version', type: 'string' },
    { name: 'timeout', type: 'duration' },
  ],
  run,
};

interface Scale extends KubeObject {
  readonly spec: { readonly replicas?: number };
  readonly status: { readonly replicas?: number };
}

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const replicas = invocation.number('replicas') ?? -1;
  if (replicas < 0)
    throw new KubectlError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  // Everything is read twice, and there is no second time of standard input.
  const targets = targetsOf(invocation, { ...environment, stdin: '' });
  if ((invocation.string('resource-version') ?? '') !== '' && targets.length > 1)
    throw new KubectlError('cannot use --resource-version with multiple resources');
  for (const target of targets)
    invocation.attempt(() => {
      const shown = writtenOrLive(invocation.client, target);
      if (dryRunOf(invocation) !== 'client') scale(invocation, environment, target, replicas);
      printChange(invocation, environment, shown, 'scaled', { suffix: 'none' });
    });
  if (targets.length === 0 && invocation.errors.length === 0) throw new KubectlError('no objects passed to scale');
  return 0;
}

function scale(invocation: Invocation, environment: KubectlEnvironment, target: Target, replicas: number): void {
  const { client } = invocation;
  const ref = refOf(target);
  const dryRun = dryRunOf(invocation) === 'server';
  const resourceVersion = inNamespace(client, target, () => precondition(invocation, target));
  const metadata = resourceVersion === undefined ? {} : { metadata: { resourceVersion } };
  const change = { ...metadata, spec: { replicas } };
  inNamespace(client, target, () => client.patch(ref, 'merge', change, { subresource: 'scale', dryRun }));
  const record = recordPatch(invocation);
  if (record !== undefined && !dryRun) client.patch(ref, 'merge', record);
  const timeoutMs = invocation.number('timeout') ?? 0;
  if (timeoutMs === 0 || dryRun) return;
  const reached = environment.waitUntil(() => {
    const { spec, status } = client.get(ref, { subresource: 'scale' }) as Scale;
    return (spec.replicas ?? 0) !== replicas || (status.replicas ?? 0) === replicas;
  }, timeoutMs);
  if (!reached) throw new KubectlError(`timed out waiting for ${JSON.stringify(resourceName(target))} to be synced`);
}

/** The version that the size was checked at, when `--current-replicas` or `--resource-version` ask for a check. */
function precondition(invocation: Invocation, target: Target): string | undefined {
  const expected = invocation.number('current-replicas') ?? -1;
  const version = invocation.string('resource-version') ?? '';
  if (expected === -1 && version === '') return undefined;
  const current = invocation.client.get(refOf(target), { subresource: 'scale' }) as Scale;
  const was = current.spec.replicas ?? 0;
  if (expected !== -1 && was !== expected) throw new KubectlError(`Expected replicas to be ${expected}, was ${was}`);
  const live = current.metadata.resourceVersion ?? '';
  if (version !== '' && version !== live)
    throw new KubectlError(`Expected resource version to be ${version}, was ${live}`);
  return live;
}

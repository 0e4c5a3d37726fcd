import { apiVersionOf } from '../../engine/index.ts';
import { createDraft, createFlags } from '../create-object.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { targetsOf, writtenOrLive } from '../resources.ts';
import { fileFlags } from '../shared-flags.ts';
import type { Verb } from '../verb.ts';
import { dryRunOf } from '../write-flags.ts';
import { recordFlag } from '../record.ts';

export const autoscaleVerb: Verb = {
  name: 'autoscale',
  summary: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  usage: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu-percent=CPU] [flags]',
  flags: [
    ...fileFlags,
    ...createFlags,
    { name: 'cpu-percent', type: 'int32' },
    { name: 'max', type: 'int32', required: true },
    { name: 'min', type: 'int32' },
    { name: 'name', type: 'string' },
    recordFlag,
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const max = invocation.number('max') ?? -1;
  const min = invocation.number('min') ?? -1;
  const cpu = invocation.number('cpu-percent') ?? -1;
  if (max < 1) throw new KubectlError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min)
    throw new KubectlError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  for (const target of targetsOf(invocation, environment))
    invocation.attempt(() => {
      const { metadata, kind } = writtenOrLive(invocation.client, target);
      if (target.kind.subresources?.scale === undefined)
        throw new KubectlError(
          `cannot autoscale a ${kind}: could not find scale subresource for ${target.kind.group}/${target.kind.version}, Resource=${target.kind.plural} in discovery information`,
        );
      // kubectl asks whether an object of no kind could be tried.
      if (dryRunOf(invocation) === 'server') throw new KubectlError("/, Kind= doesn't support dryRun");
      createDraft(
        invocation,
        environment,
        {
          resource: 'horizontalpodautoscalers.v1.autoscaling',
          name: (invocation.string('name') ?? '') || metadata.name,
          content: {
            apiVersion: 'autoscaling/v1',
            spec: {
              maxReplicas: max,
              ...(min > 0 ? { minReplicas: min } : {}),
              scaleTargetRef: { apiVersion: apiVersionOf(target.kind), kind, name: metadata.name },
              ...(cpu >= 0 ? { targetCPUUtilizationPercentage: cpu } : {}),
            },
            status: { currentReplicas: 0, desiredReplicas: 0 },
          },
        },
        {
          operation: dryRunOf(invocation) === 'client' ? 'created' : 'autoscaled',
          manager: 'kubectl-autoscale',
          saysNamespace: false,
        },
      );
    });
  return 0;
}

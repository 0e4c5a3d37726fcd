import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import type { Verb } from '../../verb.ts';
import { changePodSpec, changeTargets, setFlags, setTargets } from './pod-template-change.ts';

export const setServiceAccountVerb: Verb = {
  name: 'serviceaccount',
  aliases: ['sa'],
  summary: 'Update the service account of a resource',
  usage: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  flags: setFlags,
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const serviceAccountName = invocation.args.at(-1);
  if (serviceAccountName === undefined) throw new KubectlError('serviceaccount is required');
  const targets = setTargets(invocation, environment, invocation.args.slice(0, -1), {});
  return changeTargets(invocation, environment, targets, {
    operation: 'serviceaccount updated',
    failure: 'failed to patch ServiceAccountName ',
    printsUnchanged: true,
    change: (object) => changePodSpec(object, (spec) => ({ ...spec, serviceAccountName })),
  });
}

import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { buildKustomization } from '../kustomize/build.ts';
import type { Verb } from '../verb.ts';

export const kustomizeVerb: Verb = {
  name: 'kustomize',
  summary: 'Build a kustomization target from a directory',
  usage: '[DIR] [flags]',
  flags: [],
  unsimulatedFlags: [
    'as-current-user',
    'enable-alpha-plugins',
    'enable-helm',
    'enable-managedby-label',
    'env',
    'helm-command',
    'load-restrictor',
    'mount',
    'network',
    'network-name',
    'output',
    'reorder',
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const [directory = '.', second] = invocation.args;
  if (second !== undefined) throw new KubectlError('specify one path to kustomization.yaml');
  invocation.out(buildKustomization(directory, environment.files));
  return 0;
}

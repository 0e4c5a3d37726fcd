import type { FlagSpec } from '../command-line/flags.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { buildKustomization } from '../kustomize/build.ts';
import type { Verb } from '../verb.ts';

/** What runs plugins in containers, reads more than the folder, or writes elsewhere than to stdout. */
const unsimulated: readonly FlagSpec[] = [
  { name: 'as-current-user', type: 'bool' },
  { name: 'enable-alpha-plugins', type: 'bool' },
  { name: 'enable-helm', type: 'bool' },
  { name: 'env', shorthand: 'e', type: 'stringArray' },
  { name: 'helm-command', type: 'string' },
  { name: 'load-restrictor', type: 'string' },
  { name: 'mount', type: 'stringArray' },
  { name: 'network', type: 'bool' },
  { name: 'network-name', type: 'string' },
  { name: 'output', shorthand: 'o', type: 'string' },
  { name: 'reorder', type: 'string' },
];

export const kustomizeVerb: Verb = {
  name: 'kustomize',
  summary: 'Build a kustomization target from a directory',
  usage: '[DIR] [flags]',
  flags: unsimulated,
  unsimulatedFlags: unsimulated.map(({ name }) => name),
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const [directory = '.', second] = invocation.args;
  if (second !== undefined) throw new KubectlError('specify one path to kustomization.yaml');
  invocation.out(buildKustomization(directory, environment.files));
  return 0;
}

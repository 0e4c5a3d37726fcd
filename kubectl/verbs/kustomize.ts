import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { buildObjects } from '../kustomize/build.ts';
import { writeOutput } from '../kustomize/write-output.ts';
import { printYamlDocuments } from '../output/yaml.ts';
import type { Verb } from '../verb.ts';

const restrictions = ['LoadRestrictionsRootOnly', 'LoadRestrictionsNone'];
const orders = ['legacy', 'none'];

/** Charts and functions in containers are refused by the names of their fields and kinds, whatever the flags for them say. */
export const kustomizeVerb: Verb = {
  name: 'kustomize',
  summary: 'Build a kustomization target from a directory',
  usage: '[DIR] [flags]',
  flags: [
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
  ],
  unsimulatedFlags: ['enable-alpha-plugins'],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const [directory = '.', second] = invocation.args;
  if (second !== undefined) throw new KubectlError('specify one path to kustomization.yaml');
  const isUnrestricted = oneOf(invocation, 'load-restrictor', restrictions) === 'LoadRestrictionsNone';
  const isUnordered = oneOf(invocation, 'reorder', orders) === 'none';
  const objects = buildObjects(directory, environment.files, { isUnrestricted, isUnordered });
  const output = invocation.string('output') ?? '';
  if (output === '') invocation.out(printYamlDocuments(objects));
  else writeOutput(objects, output, environment.files);
  return 0;
}

/** The value of a flag, the first of what it may be where it is not given. */
function oneOf(invocation: Invocation, flag: string, values: readonly string[]): string {
  const value = invocation.string(flag) ?? values[0] ?? '';
  if (values.includes(value)) return value;
  throw new KubectlError(`illegal flag value --${flag} ${value}; legal values: [${values.join(' ')}]`);
}

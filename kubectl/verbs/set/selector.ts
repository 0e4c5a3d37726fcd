import { type KubeObject, parseMatcher, type Service } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { parseLabels } from '../../labels-flag.ts';
import { resourcesAndPairs } from '../../pairs.ts';
import type { Verb } from '../../verb.ts';
import { changeTargets, setFlags, setTargets } from './pod-template-change.ts';

export const setSelectorVerb: Verb = {
  name: 'selector',
  summary: 'Set the selector on a resource',
  usage: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  flags: [...setFlags.filter(({ name }) => name !== 'selector'), { name: 'resource-version', type: 'string' }],
  unsimulatedFlags: ['local', 'resource-version'],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const { resources, pairs } = resourcesAndPairs(invocation.args, 'selector');
  const [expression, second] = pairs;
  if (expression === undefined) throw new KubectlError('one selector is required');
  if (second !== undefined) throw new KubectlError('only one selector may be given');
  parseMatcher(expression);
  const selector = parseLabels(expression);
  return changeTargets(invocation, environment, setTargets(invocation, environment, resources), {
    operation: 'selector updated',
    failure: 'failed to patch selector',
    change: (object) => withSelector(object, selector),
  });
}

function withSelector(object: KubeObject, selector: Readonly<Record<string, string>>): KubeObject {
  if (object.kind !== 'Service') throw new KubectlError('setting a selector is only supported for Services');
  const service = object as Service;
  const changed: Service = { ...service, spec: { ...service.spec, selector } };
  return changed;
}

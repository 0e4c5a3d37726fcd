import type { Container, ResourceList } from '../../../engine/index.ts';
import { quantityError } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { matchesWildcard } from '../../wildcard.ts';
import type { Verb } from '../../verb.ts';
import {
  allContainers,
  changePodSpec,
  changeTargets,
  setFlags,
  setTargets,
  withContainers,
} from './pod-template-change.ts';

export const setResourcesVerb: Verb = {
  name: 'resources',
  summary: 'Update resource requests/limits on objects with pod templates',
  usage: '(-f FILENAME | TYPE NAME) ([--limits=LIMITS & --requests=REQUESTS]',
  flags: [
    ...setFlags,
    { name: 'containers', shorthand: 'c', type: 'string' },
    { name: 'limits', type: 'string' },
    { name: 'requests', type: 'string' },
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const targets = setTargets(invocation, environment, invocation.args);
  if (invocation.errors.length > 0) return 1;
  const limits = resourceList(invocation.string('limits') ?? '');
  const requests = resourceList(invocation.string('requests') ?? '');
  if (limits === undefined && requests === undefined)
    throw new KubectlError('you must specify an update to requests or limits (in the form of --requests/--limits)');
  const pattern = invocation.string('containers') ?? '*';
  const change = (container: Container): Container =>
    matchesWildcard(container.name, pattern) ? withResources(container, limits, requests) : container;
  return changeTargets(invocation, environment, targets, {
    operation: 'resource requirements updated',
    failure: 'failed to patch resources update to pod template ',
    change: (object, problems) =>
      changePodSpec(object, (spec) => {
        if (!allContainers(spec).some(({ name }) => matchesWildcard(name, pattern)))
          problems.push(`error: unable to find container named ${pattern}`);
        return withContainers(spec, change);
      }),
  });
}

function withResources(
  container: Container,
  limits: ResourceList | undefined,
  requests: ResourceList | undefined,
): Container {
  const { resources = {} } = container;
  return {
    ...container,
    resources: {
      ...resources,
      ...(limits === undefined ? {} : { limits: { ...resources.limits, ...limits } }),
      ...(requests === undefined ? {} : { requests: { ...resources.requests, ...requests } }),
    },
  };
}

/** `cpu=200m,memory=128Mi`; undefined for no text. */
function resourceList(text: string): ResourceList | undefined {
  if (text === '') return undefined;
  const pairs = text.split(',').map((part) => {
    const [name = '', quantity, more] = part.split('=');
    if (quantity === undefined || more !== undefined || name === '')
      throw new KubectlError(`Invalid argument syntax ${part}, expected <resource>=<value>`);
    const wrong = quantityError(quantity);
    if (wrong !== undefined) throw new KubectlError(wrong);
    return [name, quantity] as const;
  });
  return Object.fromEntries(pairs);
}

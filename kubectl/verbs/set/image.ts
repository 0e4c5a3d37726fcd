import type { Container, PodSpec } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { parsePairs, resourcesAndPairs } from '../../pairs.ts';
import type { Verb } from '../../verb.ts';
import {
  allContainers,
  changePodSpec,
  changeTargets,
  setFlags,
  setTargets,
  withContainers,
} from './pod-template-change.ts';

export const setImageVerb: Verb = {
  name: 'image',
  summary: 'Update the image of a pod template',
  usage: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  flags: setFlags,
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const { resources, pairs } = resourcesAndPairs(invocation.args, 'image');
  const targets = setTargets(invocation, environment, resources);
  if (invocation.errors.length > 0) return 1;
  const images = parsePairs(pairs).set;
  if (images.size === 0) throw new KubectlError('at least one image update is required');
  if (images.size > 1 && images.has('*'))
    throw new KubectlError(
      'all containers are already specified by *, but saw more than one container_name=container_image pairs',
    );
  return changeTargets(invocation, environment, targets, {
    operation: 'image updated',
    failure: 'failed to patch image update to pod template: ',
    change: (object, problems) => changePodSpec(object, (spec) => withImages(spec, images, problems)),
  });
}

function withImages(spec: PodSpec, images: ReadonlyMap<string, string>, problems: string[]): PodSpec {
  const all = allContainers(spec);
  for (const name of images.keys())
    if (name !== '*' && !all.some((container) => container.name === name))
      problems.push(`error: unable to find container named ${JSON.stringify(name)}`);
  const change = (container: Container): Container => {
    const image = images.get('*') ?? images.get(container.name);
    return image === undefined ? container : { ...container, image };
  };
  return withContainers(spec, change);
}

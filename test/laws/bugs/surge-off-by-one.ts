import type { Deployment } from '../../../engine/index.ts';
import type { Bug } from './index.ts';
import { seeing } from './seen-through.ts';

export const surgeOffByOne: Bug = {
  says: 'the deployment controller lets rollouts have one pod more than maxSurge',
  component: 'deployment-controller',
  spoil: (component) => seeing<Deployment>(component, 'Deployment', oneMore),
};

function oneMore(deployment: Deployment): Deployment {
  const { strategy } = deployment.spec;
  const maxSurge = strategy?.rollingUpdate?.maxSurge;
  if (maxSurge === undefined) return deployment;
  const wrong = typeof maxSurge === 'number' ? maxSurge + 1 : surgeOf(maxSurge, deployment.spec.replicas ?? 1) + 1;
  const rollingUpdate = { ...strategy?.rollingUpdate, maxSurge: wrong };
  return { ...deployment, spec: { ...deployment.spec, strategy: { ...strategy, rollingUpdate } } };
}

const surgeOf = (percent: string, replicas: number): number =>
  Math.ceil((Number.parseInt(percent, 10) * replicas) / 100);

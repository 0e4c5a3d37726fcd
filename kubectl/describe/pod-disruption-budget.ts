import { formatSelector, type PodDisruptionBudget } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { nameLines, optionalLine } from './text.ts';

export const describePodDisruptionBudget: Describer<PodDisruptionBudget> = (budget, { events, nowMs }) => {
  const { spec, status } = budget;
  return [
    nameLines(budget),
    optionalLine('Min available', spec.minAvailable),
    spec.minAvailable === undefined ? optionalLine('Max unavailable', spec.maxUnavailable) : '',
    `Selector:\t${spec.selector === undefined ? '<unset>' : formatSelector(spec.selector)}\n`,
    'Status:\n',
    `    Allowed disruptions:\t${status.disruptionsAllowed}\n`,
    `    Current:\t${status.currentHealthy}\n`,
    `    Desired:\t${status.desiredHealthy}\n`,
    `    Total:\t${status.expectedPods}\n`,
    eventLines(events, nowMs),
  ].join('');
};

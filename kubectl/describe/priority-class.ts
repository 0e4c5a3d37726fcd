import type { PriorityClass } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { pairText } from './text.ts';

export const describePriorityClass: Describer<PriorityClass> = (priorityClass, { events, nowMs }) =>
  [
    `Name:\t${priorityClass.metadata.name}\n`,
    `Value:\t${priorityClass.value}\n`,
    `GlobalDefault:\t${priorityClass.globalDefault ?? false}\n`,
    `PreemptionPolicy:\t${priorityClass.preemptionPolicy ?? ''}\n`,
    `Description:\t${priorityClass.description ?? ''}\n`,
    `Annotations:\t${pairText(priorityClass.metadata.annotations)}\n`,
    eventLines(events, nowMs),
  ].join('');

import type { IngressClass } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { annotationLines, pairLines } from './text.ts';

export const describeIngressClass: Describer<IngressClass> = ({ metadata, spec }, { events, nowMs }) => {
  const { controller = '', parameters } = spec ?? {};
  const apiGroup = parameters?.apiGroup === undefined ? '' : `  APIGroup:\t${parameters.apiGroup}\n`;
  return [
    `Name:\t${metadata.name}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    `Controller:\t${controller}\n`,
    parameters === undefined
      ? ''
      : `Parameters:\n${apiGroup}  Kind:\t${parameters.kind}\n  Name:\t${parameters.name}\n`,
    eventLines(events, nowMs),
  ].join('');
};

import { type Plugin, type Rejection, SKIP } from '../framework.ts';

const NAME = 'NodeName';
const REJECTION: Rejection = {
  plugin: NAME,
  reasons: ["node(s) didn't match the requested node name"],
  resolvable: false,
};

/** A pod that names its node goes nowhere else. Such pods never wait in the queue; explanations may ask about them. */
export const nodeName: Plugin = {
  name: NAME,
  events: ['node-add'],
  prepare({ pod }) {
    const { nodeName: wanted = '' } = pod.spec;
    if (wanted === '') return SKIP;
    return { verdict: 'check', filter: ({ name }) => (name === wanted ? undefined : REJECTION) };
  },
};

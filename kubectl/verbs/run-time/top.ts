import type { Verb } from '../../verb.ts';
import { allNamespacesFlag, fieldSelectorFlag, selectorFlag } from '../../shared-flags.ts';
import { groupVerb } from '../group.ts';
import { topNodes } from './top-nodes.ts';
import { topPods } from './top-pods.ts';

const commonFlags = [
  selectorFlag,
  { name: 'no-headers', type: 'bool' },
  { name: 'sort-by', type: 'string' },
  { name: 'use-protocol-buffers', type: 'bool' },
] as const;

const topNodeVerb: Verb = {
  name: 'node',
  aliases: ['nodes', 'no'],
  summary: 'Display resource (CPU/memory) usage of nodes',
  usage: '[NAME | -l label]',
  flags: [...commonFlags, { name: 'show-capacity', type: 'bool' }],
  run: topNodes,
};

const topPodVerb: Verb = {
  name: 'pod',
  aliases: ['pods', 'po'],
  summary: 'Display resource (CPU/memory) usage of pods',
  usage: '[NAME | -l label]',
  flags: [
    ...commonFlags,
    allNamespacesFlag,
    fieldSelectorFlag,
    { name: 'containers', type: 'bool' },
    { name: 'sum', type: 'bool' },
  ],
  run: topPods,
};

export const topVerb: Verb = groupVerb({
  name: 'top',
  summary: 'Display resource (CPU/memory) usage',
  usage: '',
  subcommands: [topNodeVerb, topPodVerb],
});

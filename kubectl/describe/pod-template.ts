import type { PodTemplateSpec, TopologySpreadConstraint } from '../../engine/index.ts';
import { formatSelector } from '../../engine/index.ts';
import { containerLines } from './containers.ts';
import { annotationLines, listLines, optionalLine, pairLines } from './text.ts';
import { volumeLines } from './volumes.ts';

/** `Pod Template:` as describe and `rollout history --revision` print it; text with tabs, for tabWrite. */
export function podTemplateLines(template: PodTemplateSpec): string {
  const { metadata = {}, spec } = template;
  const { initContainers = [], containers, volumes, topologySpreadConstraints } = spec ?? { containers: [] };
  return [
    'Pod Template:\n',
    pairLines('  Labels', metadata.labels),
    Object.keys(metadata.annotations ?? {}).length === 0 ? '' : annotationLines('  Annotations', metadata.annotations),
    optionalLine('  Service Account', spec?.serviceAccountName),
    initContainers.length === 0 ? '' : containerLines('Init Containers', initContainers, [], '  '),
    containerLines('Containers', containers, [], '  '),
    volumeLines(volumes, '  '),
    spreadLines('  Topology Spread Constraints', topologySpreadConstraints),
    optionalLine('  Priority Class Name', spec?.priorityClassName),
  ].join('');
}

export function spreadLines(title: string, constraints: readonly TopologySpreadConstraint[] | undefined): string {
  if (constraints === undefined || constraints.length === 0) return '';
  const sorted = constraints.toSorted((left, right) => (left.topologyKey < right.topologyKey ? -1 : 1));
  const lines = sorted.map(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }) => {
    const selector = labelSelector === undefined ? '' : ` for selector ${formatSelector(labelSelector)}`;
    return `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}`;
  });
  return listLines(title, lines);
}

import { without } from '../../omit.ts';
import type { Container, PodSpec, TopologySpreadConstraint } from '../../types.ts';

/** MinDomainsInPodTopologySpread, NodeInclusionPolicyInPodTopologySpread and MatchLabelKeysInPodTopologySpread are off in v1.25. */
const DISABLED_OF_SPREAD = ['minDomains', 'nodeTaintsPolicy', 'nodeAffinityPolicy', 'matchLabelKeys'] as const;

/** What a feature gate of v1.25 keeps off is dropped before anyone sees it (pod util dropDisabledFields). */
export function withoutDisabledOfSpec(spec: PodSpec): PodSpec {
  // UserNamespacesStatelessPodsSupport is off.
  const kept = without(spec, ['hostUsers']);
  const { topologySpreadConstraints: constraints } = kept;
  if (constraints === undefined) return kept;
  return { ...kept, topologySpreadConstraints: constraints.map(spread) };
}

const spread = (constraint: TopologySpreadConstraint): TopologySpreadConstraint =>
  without(constraint, DISABLED_OF_SPREAD);

/** ProcMountType is off: what is given becomes the default. */
export function withoutDisabledOfContainer(container: Container): Container {
  const { securityContext } = container;
  if (securityContext?.procMount === undefined) return container;
  return { ...container, securityContext: { ...securityContext, procMount: 'Default' } };
}

import type { Container, PodSpec, TopologySpreadConstraint } from '../../types.ts';

/**
 * A pod's spec without the fields of features that v1.25 has switched off unless told otherwise (dropDisabledFields): user namespaces, mount
 * types of /proc, and what spread constraints learnt in v1.24 and v1.25. The API server takes such fields and forgets them.
 */
export function withoutGatedFields(given: PodSpec): PodSpec {
  const { hostUsers, ...spec } = given;
  const { topologySpreadConstraints: spread, initContainers, containers } = given;
  const isSpreadGated = spread?.some((constraint) => SPREAD_FIELDS.some((field) => field in constraint)) === true;
  const hasProcMount = [...(initContainers ?? []), ...(containers ?? [])].some(isGated);
  if (hostUsers === undefined && !isSpreadGated && !hasProcMount) return given;
  return {
    ...spec,
    ...(isSpreadGated ? { topologySpreadConstraints: spread.map(withoutSpreadFields) } : {}),
    ...(hasProcMount ? { containers: containers.map(withoutProcMount) } : {}),
    ...(hasProcMount && initContainers !== undefined ? { initContainers: initContainers.map(withoutProcMount) } : {}),
  };
}

const SPREAD_FIELDS = ['minDomains', 'nodeAffinityPolicy', 'nodeTaintsPolicy', 'matchLabelKeys'] as const;

function withoutSpreadFields(given: TopologySpreadConstraint): TopologySpreadConstraint {
  const { minDomains: _m, nodeAffinityPolicy: _a, nodeTaintsPolicy: _t, matchLabelKeys: _k, ...constraint } = given;
  return constraint;
}

const isGated = ({ securityContext }: Container): boolean => securityContext?.procMount !== undefined;

function withoutProcMount(container: Container): Container {
  if (container.securityContext === undefined || !isGated(container)) return container;
  const { procMount: _p, ...securityContext } = container.securityContext;
  return { ...container, securityContext };
}

import type { Container, Pod, PodSpec } from '../../types.ts';
import { podSpecDefaults } from './template-defaults.ts';

/** SetDefaults_Pod, v1.25: what a pod gets beyond its template. Idempotent. */
export function podDefaults(pod: Pod): Pod {
  const spec = podSpecDefaults((pod as Partial<Pod>).spec ?? { containers: [] });
  const { containers, initContainers } = spec;
  const defaulted: PodSpec = {
    ...spec,
    containers: containers.map(requestsFromLimits),
    ...(initContainers === undefined ? {} : { initContainers: initContainers.map(requestsFromLimits) }),
    enableServiceLinks: spec.enableServiceLinks ?? true,
  };
  return { ...pod, spec: defaulted };
}

/** A limit without a request is its own request. */
function requestsFromLimits(container: Container): Container {
  const { limits, requests } = container.resources ?? {};
  if (limits === undefined || Object.keys(limits).every((name) => requests?.[name] !== undefined)) return container;
  return { ...container, resources: { ...container.resources, requests: { ...limits, ...requests } } };
}

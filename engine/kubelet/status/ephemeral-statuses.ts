import type { Container, ContainerStatus } from '../../kinds/types.ts';
import { containerStatus } from './container-status.ts';
import type { StatusInput } from './pod-status.ts';

/** ephemeralContainerStatuses: no probe asks these containers, so that they are never ready and never said to be started (kubelet, v1.25). */
export function ephemeralStatuses(input: StatusInput, containers: readonly Container[]): readonly ContainerStatus[] {
  const { pod } = input;
  const statuses = containers.map((spec) => {
    const { started: _none, ...status } = containerStatus({
      spec,
      isInit: false,
      hasInit: (pod.spec.initContainers ?? []).length > 0,
      records: input.records.filter(({ name }) => name === spec.name),
      waiting: input.waiting[spec.name],
      old: pod.status.ephemeralContainerStatuses?.find(({ name }) => name === spec.name),
      isStarted: true,
      isReady: false,
    });
    return status;
  });
  return statuses.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

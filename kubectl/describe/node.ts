import {
  ageOf,
  addQuantities,
  compareQuantities,
  formatQuantity,
  isStatusError,
  type Lease,
  milliValue,
  type Node,
  type Pod,
  type ResourceList,
} from '../../engine/index.ts';
import type { DescribeContext, Describer } from './context.ts';
import { eventLines } from './events.ts';
import { annotationLines, listLines, optionalLine, orNone, pairLines, timeText } from './text.ts';

export const describeNode: Describer<Node> = (node, context) => {
  const { metadata, spec, status } = node;
  const taints = (spec.taints ?? [])
    .toSorted((a, b) => (`${a.effect},${a.key}` < `${b.effect},${b.key}` ? -1 : 1))
    .map(({ key, value = '', effect }) => `${key}${value === '' ? '' : `=${value}`}:${effect}`);
  return [
    `Name:\t${metadata.name}\n`,
    `Roles:\t${rolesText(node)}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    `CreationTimestamp:\t${timeText(metadata.creationTimestamp)}\n`,
    listLines('Taints', taints),
    `Unschedulable:\t${spec.unschedulable === true}\n`,
    leaseLines(node, context),
    conditionLines(node),
    `Addresses:\n${(status.addresses ?? []).map(({ type, address }) => `  ${type}:\t${address}\n`).join('')}`,
    resourceLines('Capacity', status.capacity),
    resourceLines('Allocatable', status.allocatable),
    systemLines(node),
    optionalLine('PodCIDR', spec.podCIDR),
    optionalLine('PodCIDRs', (spec.podCIDRs ?? []).join(',')),
    optionalLine('ProviderID', spec.providerID),
    podLines(node, context),
    eventLines(context.events, context.nowMs),
  ].join('');
};

const rolePrefix = 'node-role.kubernetes.io/';

function rolesText({ metadata }: Node): string {
  const labels = metadata.labels ?? {};
  const roles = Object.keys(labels)
    .filter((key) => key.startsWith(rolePrefix) && key !== rolePrefix)
    .map((key) => key.slice(rolePrefix.length));
  const named = labels['kubernetes.io/role'] ?? '';
  return orNone([...roles, ...(named === '' ? [] : [named])].toSorted().join(','));
}

function leaseLines({ metadata }: Node, { client }: DescribeContext): string {
  try {
    const lease = client.get({ kind: 'Lease', namespace: 'kube-node-lease', name: metadata.name }) as Lease;
    const { holderIdentity, acquireTime, renewTime } = lease.spec;
    const time = (text: string | undefined | null): string => ((text ?? '') === '' ? '<unset>' : timeText(text));
    return `Lease:\n  HolderIdentity:\t${holderIdentity ?? '<unset>'}\n  AcquireTime:\t${time(acquireTime)}\n  RenewTime:\t${time(renewTime)}\n`;
  } catch (error) {
    if (!isStatusError(error)) throw error;
    return `Lease:\tFailed to get lease: ${error.message}\n`;
  }
}

function conditionLines({ status }: Node): string {
  const { conditions = [] } = status;
  if (conditions.length === 0) return '';
  const rows = conditions.map(
    (each) =>
      `  ${each.type} \t${each.status} \t${timeText(each.lastHeartbeatTime)} \t${timeText(each.lastTransitionTime)} \t${each.reason ?? ''} \t${each.message ?? ''}\n`,
  );
  return `Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n  ----\t------\t-----------------\t------------------\t------\t-------\n${rows.join('')}`;
}

function resourceLines(title: string, resources: ResourceList | undefined): string {
  const names = Object.keys(resources ?? {}).toSorted();
  if (names.length === 0) return '';
  return `${title}:\n${names.map((name) => `  ${name}:\t${resources?.[name]}\n`).join('')}`;
}

function systemLines({ status }: Node): string {
  const { nodeInfo } = status;
  return [
    'System Info:\n',
    `  Machine ID:\t${nodeInfo?.machineID ?? ''}\n`,
    `  System UUID:\t${nodeInfo?.systemUUID ?? ''}\n`,
    `  Boot ID:\t${nodeInfo?.bootID ?? ''}\n`,
    `  Kernel Version:\t${nodeInfo?.kernelVersion ?? ''}\n`,
    `  OS Image:\t${nodeInfo?.osImage ?? ''}\n`,
    `  Operating System:\t${nodeInfo?.operatingSystem ?? ''}\n`,
    `  Architecture:\t${nodeInfo?.architecture ?? ''}\n`,
    `  Container Runtime Version:\t${nodeInfo?.containerRuntimeVersion ?? ''}\n`,
    `  Kubelet Version:\t${nodeInfo?.kubeletVersion ?? ''}\n`,
    `  Kube-Proxy Version:\t${nodeInfo?.kubeProxyVersion ?? ''}\n`,
  ].join('');
}

const totals = ['cpu', 'memory', 'ephemeral-storage'];

/** Devices and the like, which are counted whole (kubectl's isStandardContainerResource, v1.25). */
const isExtended = (name: string): boolean => ![...totals, 'pods'].includes(name) && !name.startsWith('hugepages-');

function podLines(node: Node, { client, nowMs }: DescribeContext): string {
  const fieldSelector = `spec.nodeName=${node.metadata.name},status.phase!=Succeeded,status.phase!=Failed`;
  const pods = client.list('Pod', { fieldSelector }).items as readonly Pod[];
  const allocatable = node.status.allocatable ?? node.status.capacity ?? {};
  const share = (total: string, name: string): string => `${total} (${percent(total, allocatable[name])}%)`;
  const rows = pods.map((pod) => {
    const cells = ['cpu', 'memory'].flatMap((name) =>
      (['requests', 'limits'] as const).map((list) => share(podTotal(pod, list, name), name)),
    );
    return `  ${pod.metadata.namespace ?? ''}\t${pod.metadata.name}\t\t${cells.join('\t')}\t${ageOf(pod.metadata.creationTimestamp, nowMs)}\n`;
  });
  const names = Object.keys(allocatable).toSorted();
  const sums = [...totals, ...names.filter((name) => name.startsWith('hugepages-')), ...names.filter(isExtended)].map(
    (name) => {
      const [requests = '', limits = ''] = (['requests', 'limits'] as const).map((list) => {
        const sum = sumOf(pods.map((pod) => podTotal(pod, list, name)));
        return isExtended(name) ? sum : share(sum, name);
      });
      return `  ${name}\t${requests}\t${limits}\n`;
    },
  );
  return [
    `Non-terminated Pods:\t(${pods.length} in total)\n`,
    '  Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n',
    '  ---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n',
    ...rows,
    'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n',
    '  Resource\tRequests\tLimits\n  --------\t--------\t------\n',
    ...sums,
  ].join('');
}

/** What a pod's containers want together; init containers one at a time. */
function podTotal({ spec }: Pod, list: 'requests' | 'limits', name: string): string {
  const sum = sumOf(spec.containers.map(({ resources }) => resources?.[list]?.[name] ?? '0'));
  const needed = (spec.initContainers ?? []).reduce((most, { resources }) => {
    const own = resources?.[list]?.[name] ?? '0';
    return compareQuantities(own, most) > 0 ? own : most;
  }, sum);
  const overhead = spec.overhead?.[name];
  return overhead === undefined ? needed : sumOf([needed, overhead]);
}

function sumOf(values: readonly string[]): string {
  return values.reduce(
    (sum, value) => (value === '0' ? sum : sum === '0' ? value : formatQuantity(addQuantities(sum, value))),
    '0',
  );
}

function percent(part: string, whole: string | undefined): number {
  const size = whole === undefined ? 0 : milliValue(whole);
  return size === 0 ? 0 : Math.trunc((milliValue(part) / size) * 100);
}

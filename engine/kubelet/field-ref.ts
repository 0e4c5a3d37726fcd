import { milliValue, value } from '../api/quantity.ts';
import type { Container, Node, Pod } from '../kinds/types.ts';

/** A pod's field for env or a downward API volume; undefined: the path names nothing that is exposed. */
export function podField(pod: Pod, path: string, hostIP: string, podIP: string): string | undefined {
  const { metadata, spec } = pod;
  const keyed = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (keyed !== null) return (keyed[1] === 'labels' ? metadata.labels : metadata.annotations)?.[keyed[2] ?? ''] ?? '';
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid ?? '';
    case 'metadata.labels':
      return lines(metadata.labels);
    case 'metadata.annotations':
      return lines(metadata.annotations);
    case 'spec.nodeName':
      return spec.nodeName ?? '';
    case 'spec.serviceAccountName':
      return spec.serviceAccountName ?? '';
    case 'status.hostIP':
      return hostIP;
    case 'status.podIP':
    case 'status.podIPs':
      return podIP;
    default:
      return undefined;
  }
}

function lines(map: Readonly<Record<string, string>> | undefined): string {
  const entries = Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, text]) => `${key}=${JSON.stringify(text)}`).join('\n');
}

/** A container's resource for env or a volume, as whole multiples of the divisor, rounded up. Unset limits are the node's allocatable. */
export function resourceField(
  container: Container,
  resource: string,
  divisor: string | undefined,
  node: Node | undefined,
): string | undefined {
  const [kind, name] = splitOnce(resource);
  if (kind !== 'limits' && kind !== 'requests') return undefined;
  const own = container.resources?.[kind]?.[name];
  const fallback = kind === 'limits' ? node?.status.allocatable?.[name] : '0';
  const quantity = own ?? fallback ?? '0';
  const unit = divisor === undefined || divisor === '0' || divisor === '' ? '1' : divisor;
  if (name === 'cpu') return String(Math.ceil(milliValue(quantity) / milliValue(unit)));
  return String(Math.ceil(value(quantity) / value(unit)));
}

function splitOnce(resource: string): readonly [string, string] {
  const dot = resource.indexOf('.');
  return [resource.slice(0, dot), resource.slice(dot + 1)];
}

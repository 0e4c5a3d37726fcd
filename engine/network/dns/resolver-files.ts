import type { ResolverFiles, Source } from '../../component/workload.ts';
import type { Pod } from '../../kinds/types.ts';
import type { Fabric } from '../fabric.ts';
import { CLUSTER_DOMAIN } from './records.ts';
import { nodeHosts, resolverOf } from './resolver.ts';

const CLUSTER_OPTIONS = [{ name: 'ndots', value: '5' }];

const LOCAL = [
  '127.0.0.1\tlocalhost',
  '::1\tlocalhost ip6-localhost ip6-loopback',
  'fe00::0\tip6-localnet',
  'fe00::0\tip6-mcastprefix',
  'fe00::1\tip6-allnodes',
  'fe00::2\tip6-allrouters',
];

/** What the kubelet and containerd write into a pod's /etc/hosts and /etc/resolv.conf (v1.25); undefined: it is no pod. */
export function resolverFilesOf(fabric: Fabric, source: Source, podIP: string): ResolverFiles | undefined {
  const pod = source.from === 'pod' ? fabric.view.get<Pod>('Pod', source.namespace, source.name) : undefined;
  if (pod === undefined) return undefined;
  const domain = domainOf(pod);
  return {
    hosts: hostsText(fabric, pod, podIP, domain),
    resolvConf: resolvConf(fabric, source, pod),
    ...(domain === undefined ? {} : { domain }),
  };
}

/** A pod with a subdomain has a name of its own in the domain of that headless service. */
function domainOf({ spec, metadata }: Pod): string | undefined {
  if (spec.subdomain === undefined || spec.subdomain === '') return undefined;
  return `${spec.subdomain}.${metadata.namespace ?? ''}.svc.${CLUSTER_DOMAIN}`;
}

function hostsText(fabric: Fabric, pod: Pod, podIP: string, domain: string | undefined): string {
  const { hostNetwork = false, hostname, hostAliases = [] } = pod.spec;
  const name = hostname ?? pod.metadata.name;
  const own = `${podIP}\t${domain === undefined ? '' : `${name}.${domain}\t`}${name}`;
  const known = hostNetwork
    ? [
        '# Kubernetes-managed hosts file (host network).',
        ...[...nodeHosts(fabric)].map(([host, ip]) => `${ip}\t${host}`),
      ]
    : ['# Kubernetes-managed hosts file.', ...LOCAL, own];
  const aliases = hostAliases.map(({ ip = '', hostnames = [] }) => [ip, ...hostnames].join('\t'));
  return [...known, ...(aliases.length === 0 ? [] : ['', '# Entries added by HostAliases.', ...aliases]), ''].join(
    '\n',
  );
}

function resolvConf(fabric: Fabric, source: Source, { spec }: Pod): string {
  const { servers, search } = resolverOf(fabric, source);
  const { dnsPolicy = 'ClusterFirst', hostNetwork = false, dnsConfig } = spec;
  const isCluster = dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !hostNetwork);
  const options = merged([...(isCluster ? CLUSTER_OPTIONS : []), ...(dnsConfig?.options ?? [])]);
  return [
    ...(search.length === 0 ? [] : [`search ${search.join(' ')}`]),
    ...servers.map((server) => `nameserver ${server}`),
    ...(options.length === 0 ? [] : [`options ${options.join(' ')}`]),
    '',
  ].join('\n');
}

/** One of a name: the last one, in the place of the first. */
function merged(options: readonly { readonly name?: string; readonly value?: string }[]): readonly string[] {
  const values = new Map(options.map(({ name = '', value }) => [name, value]));
  return [...values].map(([name, value]) => (value === undefined ? name : `${name}:${value}`));
}

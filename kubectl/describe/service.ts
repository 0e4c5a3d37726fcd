import { type Endpoints, isStatusError, type Service } from '../../engine/index.ts';
import type { DescribeContext, Describer } from './context.ts';
import { eventLines } from './events.ts';
import { metadataLines, optionalLine, orNone, pairText } from './text.ts';

export const describeService: Describer<Service> = (service, context) => {
  const { spec, status } = service;
  const endpoints = endpointsOf(service, context);
  const ingress = (status.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '');
  return [
    metadataLines(service),
    `Selector:\t${pairText(spec.selector)}\n`,
    `Type:\t${spec.type ?? ''}\n`,
    optionalLine('IP Family Policy', spec.ipFamilyPolicy),
    `IP Families:\t${orNone((spec.ipFamilies ?? []).join(','))}\n`,
    `IP:\t${spec.clusterIP ?? ''}\n`,
    `IPs:\t${orNone((spec.clusterIPs ?? []).join(','))}\n`,
    optionalLine('External IPs', (spec.externalIPs ?? []).join(',')),
    optionalLine('IP', spec.loadBalancerIP),
    optionalLine('External Name', spec.externalName),
    optionalLine('LoadBalancer Ingress', ingress.join(', ')),
    ...(spec.ports ?? []).map((port) => portLines(port, endpoints)),
    `Session Affinity:\t${spec.sessionAffinity ?? ''}\n`,
    optionalLine('External Traffic Policy', spec.externalTrafficPolicy),
    optionalLine('HealthCheck NodePort', spec.healthCheckNodePort === 0 ? undefined : spec.healthCheckNodePort),
    optionalLine('LoadBalancer Source Ranges', (spec.loadBalancerSourceRanges ?? []).join(',')),
    eventLines(context.events, context.nowMs),
  ].join('');
};

function portLines(port: NonNullable<Service['spec']['ports']>[number], endpoints: Endpoints | undefined): string {
  const { name = '', protocol = 'TCP', nodePort = 0 } = port;
  const shown = name === '' ? '<unset>' : name;
  return [
    `Port:\t${shown}\t${port.port}/${protocol}\n`,
    `TargetPort:\t${port.targetPort ?? 0}/${protocol}\n`,
    nodePort === 0 ? '' : `NodePort:\t${shown}\t${nodePort}/${protocol}\n`,
    `Endpoints:\t${endpointsText(endpoints, name)}\n`,
  ].join('');
}

function endpointsOf(service: Service, { client }: DescribeContext): Endpoints | undefined {
  const { namespace, name } = service.metadata;
  try {
    return client.get({ kind: 'Endpoints', namespace, name }) as Endpoints;
  } catch (error) {
    if (!isStatusError(error, 'NotFound')) throw error;
    return undefined;
  }
}

const shownEndpoints = 3;

/** `10.0.0.1:80,10.0.0.2:80`, cut after three; nothing for a port that the endpoints, though there are some, do not have. */
export function endpointsText(endpoints: Endpoints | undefined, portName: string): string {
  const { subsets = [] } = endpoints ?? {};
  if (subsets.length === 0) return '<none>';
  const all = subsets.flatMap(({ addresses = [], ports }) => {
    if (ports === undefined || ports.length === 0) return addresses.map(({ ip }) => ip);
    return ports
      .filter(({ name = '' }) => name === portName)
      .flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`));
  });
  const shown = all.slice(0, shownEndpoints).join(',');
  if (all.length > shownEndpoints) return `${shown} + ${all.length - shownEndpoints} more...`;
  return shown;
}

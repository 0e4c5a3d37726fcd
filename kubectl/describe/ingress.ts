import { type Endpoints, type Ingress, isStatusError, type Service } from '../../engine/index.ts';
import type { DescribeContext, Describer } from './context.ts';
import { eventLines } from './events.ts';
import { endpointsText } from './service.ts';
import { annotationLines, pairLines } from './text.ts';

type Backend = NonNullable<Ingress['spec']['defaultBackend']>;

export const describeIngress: Describer<Ingress> = (ingress, context) => {
  const { metadata, spec, status } = ingress;
  const backend = (each: Backend): string => backendText(each, metadata.namespace, context);
  const address = (status.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '').join(',');
  const standard = spec.defaultBackend === undefined ? '<default>' : backend(spec.defaultBackend);
  const rules = (spec.rules ?? []).filter(({ http }) => http !== undefined);
  return [
    `Name:\t${metadata.name}\n`,
    pairLines('Labels', metadata.labels),
    `Namespace:\t${metadata.namespace ?? ''}\n`,
    `Address:\t${address}\n`,
    `Ingress Class:\t${spec.ingressClassName ?? '<none>'}\n`,
    `Default backend:\t${standard}\n`,
    tlsLines(spec.tls),
    'Rules:\n  Host\tPath\tBackends\n  ----\t----\t--------\n',
    ...rules.map(({ host = '', http }) => {
      const paths = (http?.paths ?? []).map((path) => `    \t${path.path ?? ''} \t${backend(path.backend)}\n`);
      return `  ${host === '' ? '*' : host}\t\n${paths.join('')}`;
    }),
    rules.length === 0 ? `  *\t*\t${standard}\n` : '',
    annotationLines('Annotations', metadata.annotations),
    eventLines(context.events, context.nowMs),
  ].join('');
};

function tlsLines(tls: Ingress['spec']['tls']): string {
  if (tls === undefined || tls.length === 0) return '';
  const lines = tls.map(({ secretName = '', hosts = [] }) =>
    secretName === '' ? `  SNI routes ${hosts.join(',')}\n` : `  ${secretName} terminates ${hosts.join(',')}\n`,
  );
  return `TLS:\n${lines.join('')}`;
}

/** `web:80 (10.0.0.1:80)`: the service's port, and what stands behind it. */
function backendText({ service, resource }: Backend, namespace: string | undefined, context: DescribeContext): string {
  if (service === undefined)
    return `APIGroup: ${resource?.apiGroup ?? '<none>'}, Kind: ${resource?.kind ?? ''}, Name: ${resource?.name ?? ''}`;
  const { name, port } = service;
  const shown = port?.number ?? port?.name ?? '';
  try {
    const ref = { namespace, name };
    const found = context.client.get({ kind: 'Service', ...ref }) as Service;
    const endpoints = context.client.get({ kind: 'Endpoints', ...ref }) as Endpoints;
    const declared = found.spec.ports?.find((each) => each.port === port?.number || each.name === port?.name);
    return `${name}:${shown} (${endpointsText(endpoints, declared?.name ?? '')})`;
  } catch (error) {
    if (!isStatusError(error)) throw error;
    return `${name}:${shown} (<error: endpoints ${JSON.stringify(name)} not found>)`;
  }
}

import type { EndpointSlice } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { metadataLines, orNone } from './text.ts';

export const describeEndpointSlice: Describer<EndpointSlice> = (slice, { events, nowMs }) =>
  [
    metadataLines(slice),
    `AddressType:\t${slice.addressType}\n`,
    portLines(slice.ports ?? []),
    endpointLines(slice.endpoints ?? []),
    eventLines(events, nowMs),
  ].join('');

function portLines(ports: NonNullable<EndpointSlice['ports']>): string {
  if (ports.length === 0) return 'Ports: <unset>\n';
  const rows = ports.map(
    ({ name, port, protocol = 'TCP' }) => `  ${orUnset(name)}\t${port ?? '<unset>'}\t${protocol}\n`,
  );
  return `Ports:\n  Name\tPort\tProtocol\n  ----\t----\t--------\n${rows.join('')}`;
}

function endpointLines(endpoints: NonNullable<EndpointSlice['endpoints']>): string {
  if (endpoints.length === 0) return 'Endpoints: <none>\n';
  const blocks = endpoints.map(({ addresses, conditions, hostname, targetRef, nodeName, zone }) =>
    [
      `  - Addresses:\t${orNone(addresses.join(', '))}\n`,
      `    Conditions:\n      Ready:\t${conditions?.ready ?? '<unset>'}\n`,
      `    Hostname:\t${hostname ?? '<unset>'}\n`,
      targetRef === undefined ? '' : `    TargetRef:\t${targetRef.kind ?? ''}/${targetRef.name ?? ''}\n`,
      `    NodeName:\t${nodeName ?? '<unset>'}\n`,
      `    Zone:\t${zone ?? '<unset>'}\n`,
    ].join(''),
  );
  return `Endpoints:\n${blocks.join('')}`;
}

function orUnset(text: string | undefined): string {
  return text === undefined || text === '' ? '<unset>' : text;
}

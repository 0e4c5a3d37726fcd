import type { Endpoints } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { metadataLines, orNone } from './text.ts';

export const describeEndpoints: Describer<Endpoints> = (endpoints, { events, nowMs }) => {
  const subsets = (endpoints.subsets ?? []).map(({ addresses = [], notReadyAddresses = [], ports = [] }) =>
    [
      `  Addresses:\t${orNone(addresses.map(({ ip }) => ip).join(','))}\n`,
      `  NotReadyAddresses:\t${orNone(notReadyAddresses.map(({ ip }) => ip).join(','))}\n`,
      ports.length === 0 ? '' : '  Ports:\n    Name\tPort\tProtocol\n    ----\t----\t--------\n',
      ...ports.map(({ name = '<unset>', port, protocol = 'TCP' }) => `    ${name}\t${port}\t${protocol}\n`),
      '\n',
    ].join(''),
  );
  return `${metadataLines(endpoints)}Subsets:\n${subsets.join('')}${eventLines(events, nowMs)}`;
};

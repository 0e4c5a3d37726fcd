import type { ConfigMap } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { metadataLines, sortedPairs } from './text.ts';

export const describeConfigMap: Describer<ConfigMap> = (configMap, { events, nowMs }) => {
  const binary = sortedPairs(configMap.binaryData);
  return [
    metadataLines(configMap),
    '\nData\n====\n',
    ...sortedPairs(configMap.data).map(([key, value]) => `${key}:\n----\n${value}\n`),
    '\nBinaryData\n====\n',
    ...binary.map(([key, value]) => `${key}: ${bytesOf(value)} bytes\n`),
    '\n',
    eventLines(events, nowMs),
  ].join('');
};

/** How many bytes a base64 text stands for. */
export function bytesOf(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}

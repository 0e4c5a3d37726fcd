import { decodeBase64Text, type Secret } from '../../engine/index.ts';
import { bytesOf } from './config-map.ts';
import type { Describer } from './context.ts';
import { metadataLines, sortedPairs } from './text.ts';

/** Sizes only; tokens are shown. */
export const describeSecret: Describer<Secret> = (secret) => {
  const token = secret.type === 'kubernetes.io/service-account-token';
  const lines = sortedPairs(secret.data).map(([key, value]) =>
    token && key === 'token' ? `${key}:\t${decodeBase64Text(value)}\n` : `${key}:\t${bytesOf(value)} bytes\n`,
  );
  return `${metadataLines(secret)}\nType:\t${secret.type ?? ''}\n\nData\n====\n${lines.join('')}`;
};

import type { Secret, ServiceAccount } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { listLines, metadataLines } from './text.ts';

export const describeServiceAccount: Describer<ServiceAccount> = (account, { client, events, nowMs }) => {
  const { namespace, name } = account.metadata;
  const tokens = (client.list('Secret', { namespace }).items as readonly Secret[])
    .filter(({ type }) => type === 'kubernetes.io/service-account-token')
    .filter(({ metadata }) => metadata.annotations?.['kubernetes.io/service-account.name'] === name);
  return [
    metadataLines(account),
    listLines(
      'Image pull secrets',
      (account.imagePullSecrets ?? []).map((secret) => secret.name ?? ''),
    ),
    listLines(
      'Mountable secrets',
      (account.secrets ?? []).map((secret) => secret.name ?? ''),
    ),
    listLines(
      'Tokens',
      tokens.map(({ metadata }) => metadata.name),
    ),
    eventLines(events, nowMs),
  ].join('');
};

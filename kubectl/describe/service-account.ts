import type { Secret, ServiceAccount } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { listLines, metadataLines } from './text.ts';

export const describeServiceAccount: Describer<ServiceAccount> = (account, { client, events, nowMs }) => {
  const { namespace, name } = account.metadata;
  const secrets = client.list('Secret', { namespace }).items as readonly Secret[];
  const tokens = secrets
    .filter(({ type }) => type === 'kubernetes.io/service-account-token')
    .filter(({ metadata }) => metadata.annotations?.['kubernetes.io/service-account.name'] === name);
  const present = new Set(secrets.map(({ metadata }) => metadata.name));
  const named = (references: readonly { readonly name?: string }[] = []): readonly string[] =>
    references.map((reference) => {
      const secret = reference.name ?? '';
      return present.has(secret) ? secret : `${secret} (not found)`;
    });
  return [
    metadataLines(account),
    listLines('Image pull secrets', named(account.imagePullSecrets)),
    listLines('Mountable secrets', named(account.secrets)),
    listLines(
      'Tokens',
      tokens.map(({ metadata }) => metadata.name),
    ),
    eventLines(events, nowMs),
  ].join('');
};

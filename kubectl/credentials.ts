import { decodeBase64Text } from '../engine/index.ts';
import type { KubectlEnvironment } from './environment.ts';
import { KubectlError, StandardError } from './errors.ts';
import { type Credentials, type Entry, KUBECONFIG_PATH, unauthorized } from './kubeconfig.ts';

const HOME = KUBECONFIG_PATH.slice(0, KUBECONFIG_PATH.indexOf('/.kube'));

/**
 * The environment of whoever comes with these credentials, a client certificate before a token, or why nobody does (ConfirmUsable of
 * clientcmd and the API server's authenticators, v1.25). That a key belongs to its certificate is not looked at.
 */
export function identified(environment: KubectlEnvironment, credentials: Credentials): KubectlEnvironment | Error {
  const { entry } = credentials;
  const problem = fileProblem(environment, credentials);
  if (problem !== undefined) return problem;
  const certificate = partOf(environment, entry, 'client-certificate');
  const token = text(entry, 'token');
  const who =
    (certificate === undefined ? undefined : environment.authenticate({ certificate })) ??
    (token === '' ? undefined : environment.authenticate({ token }));
  if (who === undefined) return unauthorized();
  return {
    ...environment,
    client: environment.client.as(who.user, who.groups),
    raw: (request) => environment.raw({ as: who, ...request }),
  };
}

const PARTS = [
  ['client-certificate', 'client-cert'],
  ['client-key', 'client-key'],
] as const;

function fileProblem(environment: KubectlEnvironment, { user, entry }: Credentials): Error | undefined {
  const has = (name: string): boolean => text(entry, name) !== '' || text(entry, `${name}-data`) !== '';
  if (has('client-certificate') && !has('client-key'))
    return new KubectlError(
      `client-key-data or client-key must be specified for ${user} to use the clientCert authentication method.`,
    );
  const unread = PARTS.filter(([name]) => has(name) && partOf(environment, entry, name) === undefined).map(
    ([name, called]) => {
      const path = absolute(text(entry, name));
      return `unable to read ${called} ${path} for ${user} due to open ${path}: no such file or directory`;
    },
  );
  if (unread.length > 1)
    return new StandardError(`Error in configuration: \n${unread.map((each) => `* ${each}`).join('\n')}`);
  return unread[0] === undefined ? undefined : new KubectlError(unread[0]);
}

const text = (entry: Entry, name: string): string => String(entry[name] ?? '');

const absolute = (path: string): string => (path.startsWith('/') ? path : `${HOME}/${path}`);

/** The text of a certificate or key; undefined: none is given, or its file is not there. */
function partOf({ files }: KubectlEnvironment, entry: Entry, name: string): string | undefined {
  const data = text(entry, `${name}-data`);
  if (data !== '') return decodeBase64Text(data);
  const path = text(entry, name);
  return path === '' ? undefined : files.read(path);
}

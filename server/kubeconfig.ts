/** Where a served cluster is, and the authority that vouches for it (none: plain HTTP). */
export interface Endpoint {
  readonly url: string;
  readonly ca: string | undefined;
}

/** The kubeconfig's; whoever comes with another that is no service account's is the administrator, too. */
export const ADMIN_TOKEN = 'seatrial';

/**
 * A kubeconfig for the served cluster, with the context that the course's clusters have. The token is
 * not checked: whoever reaches the loopback is the administrator. It is there because kubectl asks for a password where HTTPS comes without
 * credentials.
 */
export function kubeconfigText({ url, ca }: Endpoint): string {
  const authority =
    ca === undefined ? [] : [`    certificate-authority-data: ${Buffer.from(ca, 'utf8').toString('base64')}`];
  return [
    'apiVersion: v1',
    'kind: Config',
    'clusters:',
    '- name: kubernetes',
    '  cluster:',
    `    server: ${url}`,
    ...authority,
    'users:',
    '- name: kubernetes-admin',
    '  user:',
    `    token: ${ADMIN_TOKEN}`,
    'contexts:',
    '- name: kubernetes-admin@kubernetes',
    '  context:',
    '    cluster: kubernetes',
    '    user: kubernetes-admin',
    'current-context: kubernetes-admin@kubernetes',
    'preferences: {}',
    '',
  ].join('\n');
}

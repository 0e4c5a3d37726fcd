import { AUTHORITY, authorityKeyPem } from '../engine/index.ts';
import type { FileAccess } from '../kubectl/environment.ts';

const FOLDER = '/etc/kubernetes/pki';

/** The authority's files where kubeadm puts them: exercises sign with its key. */
const FILES: Readonly<Record<string, () => string>> = {
  [`${FOLDER}/ca.crt`]: () => AUTHORITY.certificate,
  [`${FOLDER}/ca.key`]: authorityKeyPem,
};

export const authorityFiles: FileAccess = {
  read: (path) => FILES[path]?.(),
  list: (path) => (path === FOLDER ? ['ca.crt', 'ca.key'] : undefined),
  kind: (path) => (path === FOLDER ? 'directory' : FILES[path] === undefined ? undefined : 'file'),
  write: (path) => `${path} is the cluster's`,
};

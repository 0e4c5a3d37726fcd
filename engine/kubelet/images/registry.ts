import type { Reference } from './reference.ts';

/**
 * What no registry has: hosts under .invalid and .example, names or tags that say so (`non-existent`, `no-such-image`, `:bad`, `:nope`), and
 * the usual misspellings of well-known names. Well-known repositories know the pattern of their tags besides (family.ts).
 */
export function isAbsent({ registry, path, tag }: Reference): boolean {
  if (/\.(?:invalid|example)(?::\d+)?$/.test(registry) || registry === 'example.com') return true;
  const name = `${path}:${tag}`;
  if (/non-?existe?a?nt|no-?such|does-?not-?exist|doesnotexist|not-?found|invalid/i.test(name)) return true;
  if (/^(?:bad|wrong|nope|broken|typo|missing|error|fail|x{3,})$/i.test(tag)) return true;
  return path.startsWith('library/') && MISSPELLED.has(path.slice('library/'.length));
}

const MISSPELLED = new Set(
  `ngnix nginxx ngixn nignx ngin nginz nginex ngnx nxinx ngix engine-x nginx1 htpd httpdd apache apache2 busybx bussybox busybocks busyboxx alpin alpne
  ubunt ubunto ubuntuu debain centso redi redsi reddis mysq msql mysqll postgre postgress postgresq mogno mongoo`.split(
    /\s+/,
  ),
);

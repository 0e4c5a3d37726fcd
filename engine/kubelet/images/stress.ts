import type { Container } from '../../kinds/types.ts';
import { type Strain, strainOf } from '../shell/commands/stress.ts';
import { type Family, traitsOf } from './family.ts';
import { parseReference, repositoryOf } from './reference.ts';

/** Where an image's entrypoint is stress itself, arguments are enough. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  'docker.io/polinux/stress': [],
  'docker.io/polinux/stress-ng': ['stress-ng'],
  'docker.io/alexeiled/stress-ng': ['stress-ng'],
  'docker.io/progrium/stress': ['stress', '--verbose'],
  'docker.io/vish/stress': ['stress'],
  'docker.io/containerstack/cpustress': ['stress'],
};

/** Images of the pages on resources, which take what they are told to. */
export const stressImages: readonly Family[] = Object.entries(ENTRIES).map(([repository, entrypoint]) => ({
  repositories: [repository],
  sizeBytes: 4_000_000,
  entrypoint,
  command: entrypoint.length === 0 ? ['stress', '--verbose'] : [],
  traits: () => traitsOf({ userland: 'busybox', extra: ['stress', 'stress-ng', 'bash'] }),
}));

/** What a container takes that stresses its node; undefined: it does not. */
export function strainOfContainer({ image, command = [], args = [] }: Container): Strain | undefined {
  const entrypoint = ENTRIES[repositoryOf(parseReference(image ?? ''))];
  const [name = '', ...rest] = command.length > 0 ? [...command, ...args] : [...(entrypoint ?? []), ...args];
  return /(?:^|\/)stress(?:-ng)?$/.test(name) && entrypoint !== undefined ? strainOf(rest) : undefined;
}

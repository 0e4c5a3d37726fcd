import type { Traits } from '../shell/container/traits.ts';
import type { Reference } from './reference.ts';

/** Images that behave alike: the tags of one or more repositories. */
export interface Family {
  /** `docker.io/library/nginx`, ... */
  readonly repositories: readonly string[];
  /** Tags that exist. Absent: any tag that the registry's general rule allows. */
  readonly tags?: RegExp;
  /** What a registry sends, compressed; it is also what a node reports. */
  readonly sizeBytes: number;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  traits(reference: Reference): Traits;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Traits with the usual values for what is left out. */
export function traitsOf(given: Partial<Traits> & Pick<Traits, 'userland'>): Traits {
  const { env = {}, ...rest } = given;
  return {
    extra: [],
    programs: {},
    files: {},
    workingDir: '/',
    user: 'root',
    ...rest,
    env: { PATH, HOME: '/root', ...env },
  };
}

export const library = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `docker.io/library/${name}`);

/** Tags such as latest, 1, 1.2, 1.2.3, each with a variant: `1.2-alpine`. */
export function versions(majors: string, variants: string): RegExp {
  return new RegExp(`^(?:latest|(?:${majors})(?:\\.\\d{1,3}){0,2}|${variants})(?:-(?:${variants}))*$`);
}

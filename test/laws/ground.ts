import { Cluster } from '../../engine/index.ts';
import { BUGS, withBug } from './bugs/index.ts';
import type { Ground } from './law.ts';

/** Clusters as the laws ask for them; a bug stands outside of what a law puts around its components. */
export function groundWith(name: string | undefined): Ground {
  const bug = name === undefined ? undefined : BUGS[name];
  if (name === undefined || bug === undefined)
    return { start: (topology, options) => Cluster.start(topology, options) };
  const spoil = withBug(bug);
  return {
    bug: name,
    start: (topology, options) => {
      const { around = (component) => component } = options;
      return Cluster.start(topology, { ...options, around: (component) => spoil(around(component)) });
    },
  };
}

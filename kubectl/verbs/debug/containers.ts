import type { Container, Pod } from '../../../engine/index.ts';
import type { Invocation } from '../../invocation.ts';
import { suffixOf } from '../../random-suffix.ts';
import type { DebugOptions } from './options.ts';

/** A container to debug with, as the flags describe it; members that are not given are left to the API server. */
export function newContainer(options: DebugOptions, name: string): Container {
  const { argsOnly, env, image, pullPolicy, stdin, tty, words } = options;
  return {
    ...(words.length === 0 ? {} : { [argsOnly ? 'args' : 'command']: words }),
    ...(env.length === 0 ? {} : { env }),
    image,
    ...(pullPolicy === '' ? {} : { imagePullPolicy: pullPolicy }),
    name,
    resources: {},
    ...(stdin ? { stdin } : {}),
    terminationMessagePolicy: 'File',
    ...(tty ? { tty } : {}),
  };
}

/** `--container`, or a new name that is said unless `--quiet`. */
export function containerName(invocation: Invocation, options: DebugOptions, pod: Pod): string {
  if (options.container !== '') return options.container;
  const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
  const names = [...containers, ...initContainers, ...ephemeralContainers].map(({ name }) => name);
  const name = freeName('debugger-', `${pod.metadata.uid ?? ''}/${options.copyTo}`, (tried) => names.includes(tried));
  if (!options.quiet) invocation.outLine(`Defaulting debug container name to ${name}.`);
  return name;
}

/** The first name with a drawn end that is not taken. */
export function freeName(prefix: string, seed: string, isTaken: (name: string) => boolean): string {
  for (let draw = 0; ; draw += 1) {
    const name = `${prefix}${suffixOf(`${seed}/${draw}`)}`;
    if (!isTaken(name)) return name;
  }
}

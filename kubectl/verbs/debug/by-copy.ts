import type { Container, Pod, PodSpec } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { containerName, newContainer } from './containers.ts';
import type { DebugOptions } from './options.ts';
import type { Debugged } from './wait-and-attach.ts';

/** Makes a copy of the pod with one container more, or with one of its own changed. */
export function debugByCopy(invocation: Invocation, options: DebugOptions, pod: Pod): Debugged {
  const { namespace, name, annotations } = pod.metadata;
  const { spec, container } = changed(invocation, options, pod);
  const copy = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(annotations === undefined ? {} : { annotations }),
      creationTimestamp: null,
      name: options.copyTo,
      namespace,
    },
    spec,
    status: {},
  };
  const created = invocation.client.create('Pod', namespace, copy) as Pod;
  if (options.replace) invocation.client.delete({ kind: 'Pod', namespace, name }, { gracePeriodSeconds: 0 });
  return { pod: created, container };
}

interface Changed {
  readonly spec: PodSpec;
  /** The container to attach to; absent where only images were changed. */
  readonly container: string | undefined;
}

function changed(invocation: Invocation, options: DebugOptions, pod: Pod): Changed {
  const spec = copiedSpec(options, pod.spec);
  const { containers, initContainers = [] } = spec;
  const isNamed = (each: Container): boolean => each.name === options.container;
  if (containers.some(isNamed) || initContainers.some(isNamed)) {
    const change = (each: Container): Container => (isNamed(each) ? changedContainer(options, each) : each);
    return {
      spec: {
        ...spec,
        containers: containers.map(change),
        ...(initContainers.length === 0 ? {} : { initContainers: initContainers.map(change) }),
      },
      container: options.container,
    };
  }
  if (options.image === '' && options.setImages.size > 0) return { spec, container: undefined };
  if (options.image === '') throw new KubectlError('you must specify image when creating new container');
  const container = containerName(invocation, options, { ...pod, spec });
  return { spec: { ...spec, containers: [...containers, newContainer(options, container)] }, container };
}

function copiedSpec({ sameNode, setImages, shareProcesses }: DebugOptions, spec: PodSpec): PodSpec {
  const { ephemeralContainers: _left, nodeName, ...rest } = spec;
  return {
    ...rest,
    ...(sameNode && nodeName !== undefined ? { nodeName } : {}),
    ...(shareProcesses === undefined ? {} : { shareProcessNamespace: shareProcesses }),
    containers: rest.containers.map((container) => {
      const image = setImages.get(container.name) ?? setImages.get('*') ?? '';
      return image === '' ? container : { ...container, image };
    }),
  };
}

/** A command replaces the arguments, too; stdin and tty are as the flags say, whatever the container had. */
function changedContainer(options: DebugOptions, container: Container): Container {
  const { argsOnly, env, image, pullPolicy, stdin, tty, words } = options;
  const { stdin: _stdin, tty: _tty, args, ...rest } = container;
  const ownArgs = args === undefined || (words.length > 0 && !argsOnly) ? {} : { args };
  return {
    ...rest,
    ...ownArgs,
    ...(words.length === 0 ? {} : { [argsOnly ? 'args' : 'command']: words }),
    ...(env.length === 0 ? {} : { env }),
    ...(image === '' ? {} : { image }),
    ...(pullPolicy === '' ? {} : { imagePullPolicy: pullPolicy }),
    ...(stdin ? { stdin } : {}),
    ...(tty ? { tty } : {}),
  };
}

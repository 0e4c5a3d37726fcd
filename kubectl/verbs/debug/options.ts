import { KubectlError } from '../../errors.ts';
import { isImageName } from '../../image-name.ts';
import type { Invocation } from '../../invocation.ts';

/** What a `kubectl debug` line asks for. */
export interface DebugOptions {
  /** The words before `--`: `web`, `pod/web`, `node/w1`. */
  readonly targets: readonly string[];
  /** The words behind it. */
  readonly words: readonly string[];
  /** The words go to `args` instead of `command`. */
  readonly argsOnly: boolean;
  readonly attach: boolean;
  readonly container: string;
  readonly copyTo: string;
  readonly replace: boolean;
  readonly sameNode: boolean;
  /** Absent: the copy keeps what the pod says. */
  readonly shareProcesses: boolean | undefined;
  readonly setImages: ReadonlyMap<string, string>;
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly image: string;
  readonly pullPolicy: string;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly quiet: boolean;
  readonly target: string;
}

/**
 * Reads the command line and refuses what does not fit together (DebugOptions.Complete and Validate, v1.25.0).
 * @throws KubectlError
 */
export function debugOptions(invocation: Invocation): DebugOptions {
  const { args, flags } = invocation;
  const dash = flags.argsBeforeDash;
  const text = (name: string): string => invocation.string(name) ?? '';
  const stdin = invocation.bool('stdin');
  const options: DebugOptions = {
    targets: dash === undefined ? args : args.slice(0, dash),
    words: dash === undefined ? [] : args.slice(dash),
    argsOnly: invocation.bool('arguments-only'),
    attach: invocation.bool('attach', stdin),
    container: text('container'),
    copyTo: text('copy-to'),
    replace: invocation.bool('replace'),
    sameNode: invocation.bool('same-node'),
    shareProcesses: invocation.has('share-processes') ? invocation.bool('share-processes') : undefined,
    setImages: new Map(invocation.list('set-image').map(cut)),
    env: [...new Map(invocation.list('env').map(cut))].map(([name, value]) =>
      value === '' ? { name } : { name, value },
    ),
    image: text('image'),
    pullPolicy: text('image-pull-policy'),
    stdin,
    tty: invocation.bool('tty'),
    quiet: invocation.bool('quiet'),
    target: text('target'),
  };
  const profile = invocation.string('profile') ?? 'legacy';
  const problem = profile === 'legacy' ? problemOf(options, invocation) : `unknown profile: ${profile}`;
  if (problem !== undefined) throw new KubectlError(problem);
  if (options.target !== '' && !options.quiet)
    invocation.outLine(
      `Targeting container ${JSON.stringify(options.target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.`,
    );
  if (options.tty && !stdin) throw new KubectlError('-i/--stdin is required for containers with -t/--tty=true');
  return options;
}

function cut(pair: string): readonly [name: string, value: string] {
  const equals = pair.indexOf('=');
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

const PULL_POLICIES: readonly string[] = ['', 'Always', 'IfNotPresent', 'Never'];

function problemOf(options: DebugOptions, invocation: Invocation): string | undefined {
  const { container, copyTo, image, pullPolicy, setImages, target, targets } = options;
  if (invocation.has('attach') && options.attach && image === '' && container === '')
    return 'you must specify --container or create a new container using --image in order to attach.';
  const problem = copyTo === '' ? problemWithoutCopy(options) : problemOfCopy(options);
  if (problem !== undefined) return problem;
  if (image !== '' && !isImageName(image))
    return `invalid image name ${JSON.stringify(image)}: invalid reference format`;
  if (targets.length === 0) return 'NAME is required for debug';
  if (!PULL_POLICIES.includes(pullPolicy)) return `invalid image pull policy: ${pullPolicy}`;
  for (const [name, other] of setImages)
    if (!isImageName(other))
      return `invalid image name ${JSON.stringify(other)} for container ${JSON.stringify(name)}: invalid reference format`;
  if (target !== '' && copyTo !== '') return '--target is incompatible with --copy-to. Use --share-processes instead.';
  return undefined;
}

function problemOfCopy({ container, image, setImages, words }: DebugOptions): string | undefined {
  if (image === '' && setImages.size === 0 && words.length === 0)
    return 'you must specify --image, --set-image or command arguments.';
  return words.length > 0 && container === '' && image === ''
    ? 'you must specify an existing container or a new image when specifying args.'
    : undefined;
}

function problemWithoutCopy({ image, replace, sameNode, setImages }: DebugOptions): string | undefined {
  if (replace) return '--replace may only be used with --copy-to.';
  if (sameNode) return '--same-node may only be used with --copy-to.';
  if (setImages.size > 0) return '--set-image may only be used with --copy-to.';
  return image === '' ? 'you must specify --image when not using --copy-to.' : undefined;
}

import type { Container, Pod } from '../../../engine/index.ts';
import type { Attachment, KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { followUntil } from '../../waiting.ts';
import { defaultContainer } from './pod-of.ts';

/** Ctrl-D on an empty line: how somebody at a terminal ends what was typed. */
const END_OF_TRANSMISSION = '\u0004';

/**
 * Attaches to a container of a pod, types what standard input holds, and prints what comes until the session is over
 * (AttachOptions.Run, v1.25). Whoever says `-t` sits at a terminal here: the input is typed, and ended by Ctrl-D.
 * @returns false: nobody waited for its end
 * @throws KubectlError, StatusError where nobody can attach
 */
export function attachToPod(
  invocation: Invocation,
  environment: KubectlEnvironment,
  pod: Pod,
  named: string = invocation.string('container') ?? '',
): boolean {
  const container = containerOf(invocation, pod, named);
  const isQuiet = invocation.bool('quiet');
  const hasTerminal = container.tty === true;
  if (invocation.bool('tty') && !hasTerminal && !isQuiet)
    invocation.errLine(`error: Unable to use a TTY - container ${container.name} did not allocate one`);
  if (!isQuiet) invocation.errLine("If you don't see a command prompt, try pressing enter.");
  const { namespace = '', name } = pod.metadata;
  const attachment = environment.runtime.attach(namespace, name, container.name);
  const isTyped = invocation.bool('stdin');
  if (isTyped) {
    const text = environment.stdin ?? '';
    if (hasTerminal) attachment.type(`${text.replace(/[^\n]$/, '$&\n')}${END_OF_TRANSMISSION}`);
    else {
      attachment.type(text);
      attachment.end();
    }
  }
  const isOver = followUntil(invocation, environment, () => print(invocation, attachment));
  if (isOver && isTyped && hasTerminal && !isQuiet && pod.spec.restartPolicy === 'Always')
    invocation.outLine(endedText(pod, container.name));
  return isOver;
}

/** How one would go on: an ephemeral container is not started again. */
function endedText({ metadata: { name }, spec }: Pod, container: string): string {
  const command = `'kubectl attach ${name} -c ${container} -i -t'`;
  return spec.ephemeralContainers?.some((each) => each.name === container) === true
    ? `Session ended, the ephemeral container will not be restarted but may be reattached using ${command} if it is still running`
    : `Session ended, resume using ${command} command when the pod is running`;
}

/** The container that is named, or the one that is meant without a name. */
function containerOf(invocation: Invocation, pod: Pod, given: string): Container {
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
  const wanted = given === '' ? defaultContainer(invocation, pod, invocation.bool('quiet')) : given;
  const container = [...containers, ...initContainers, ...ephemeralContainers].find(({ name }) => name === wanted);
  if (container !== undefined) return container;
  throw new KubectlError(
    `cannot attach to the container: container ${wanted ?? ''} not found in pod ${pod.metadata.name}`,
  );
}

/** Prints what has come; true when no more will. */
function print(invocation: Invocation, attachment: Attachment): boolean {
  const { isOpen } = attachment;
  const { stdout, stderr } = attachment.read();
  invocation.out(stdout);
  if (stderr !== '') invocation.err(stderr);
  return !isOpen;
}

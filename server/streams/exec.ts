import { badRequest, type Caller, StatusError } from '../../engine/index.ts';
import type { Face } from '../face.ts';
import type { Channels, StreamRequest } from './channels.ts';

/** What runs, and who asks. */
export interface ExecRequest {
  readonly command: readonly string[];
  readonly caller: Caller;
}

const NO_INPUT = '';

/**
 * A command in a container. Its standard input is read to the end before it runs: nothing in the simulated container could answer half a
 * line.
 */
export async function serveExec(
  face: Face,
  channels: Channels,
  asked: StreamRequest,
  { command, caller }: ExecRequest,
): Promise<void> {
  if (command.length === 0) throw badRequest('you must specify at least 1 command for the container');
  const { namespace, name } = asked;
  if (asked.stdin) face.api.get(caller, { kind: 'Pod', namespace, name });
  // Without input the command runs first, so that a refusal is still an HTTP answer.
  const early = asked.stdin ? undefined : run(face, asked, command, NO_INPUT);
  channels.accept();
  await channels.opened();
  const { stdout, stderr, status } = early ?? run(face, asked, command, await channels.input.whole(), true);
  channels.write(asked.stdout ? stdout : '', asked.stderr ? stderr : '');
  channels.finish(status);
}

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: object;
}

/** `isOpen`: the connection is upgraded already, so that a refusal is the closing status. */
function run(face: Face, asked: StreamRequest, command: readonly string[], stdin: string, isOpen = false): Outcome {
  const { namespace, name, container, tty } = asked;
  try {
    const input = asked.stdin ? stdin : undefined;
    const ran = face.cluster.runtime.exec(namespace, name, container, command, input);
    const stdout = tty ? ran.stdout + ran.stderr : ran.stdout;
    return { stdout, stderr: ran.stderr, status: statusOf(ran.exitCode) };
  } catch (error) {
    if (!isOpen || !(error instanceof StatusError)) throw error;
    return { stdout: '', stderr: '', status: error.toStatus() };
  }
}

function statusOf(exitCode: number): object {
  if (exitCode === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    reason: 'NonZeroExitCode',
    message: `command terminated with non-zero exit code: exit status ${exitCode}`,
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}

import { runCurl, ShellRefusal } from '../engine/index.ts';
import type { Session } from '../scenarios/session.ts';

/** What `curl ARG...` prints on the user's machine, outside of the cluster, with the ports that it forwards. Its time-outs pass as virtual time. */
export function curl(
  { cluster, reach }: Session,
  argv: readonly string[],
): { readonly exit: number; readonly stdout: string; readonly stderr: string } {
  try {
    const { exit, stdout, stderr, tookMs, files } = runCurl(argv, reach, { from: 'outside' });
    if (tookMs > 0) cluster.advance(tookMs);
    const written = files.find(({ path }) => path !== '/dev/null');
    if (written !== undefined) return refused(`curl -o ${written.path} outside of the cluster is not simulated`);
    return { exit, stdout, stderr };
  } catch (error) {
    if (!(error instanceof ShellRefusal)) throw error;
    return refused(error.message);
  }
}

function refused(why: string) {
  return { exit: 2, stdout: '', stderr: `seatrial: ${why}\n` };
}

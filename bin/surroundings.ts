import { type Terminal, terminalOf } from '../runner/terminal.ts';
import type { GitHubStep } from '../runner/github.ts';

/** Where a command's output goes. */
export interface Surroundings {
  readonly terminal: Terminal;
  /** One complaint a line. */
  readonly complain: (line: string) => void;
  /** Absent anywhere else than in a step of GitHub Actions. */
  readonly gitHub?: GitHubStep;
}

/** The terminal of this process; in a step of GitHub Actions such that no name in the output is a command to it. */
export async function surroundings(): Promise<Surroundings> {
  const terminal = terminalOf(process.stdout, process.env);
  const complain = (text: string): void => void process.stderr.write(text);
  if (process.env['GITHUB_ACTIONS'] !== 'true') return { terminal, complain: (line) => complain(`${line}\n`) };
  const { gitHubStep, guarded } = await import('../runner/github.ts');
  const write = (text: string): void => terminal.write(text);
  const gitHub = gitHubStep(process.env, write);
  const complainSafely = guarded(complain);
  return {
    terminal: { ...terminal, write: guarded(write) },
    complain: (line) => complainSafely(`${line}\n`),
    ...(gitHub === undefined ? {} : { gitHub }),
  };
}

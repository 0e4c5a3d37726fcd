import assert from 'node:assert/strict';
import { normalized, type Terminal } from './terminal.ts';

/**
 * Plays a session written as people see it: `$ COMMAND` (kubectl is left out) or `$ sleep SECONDS`, then what it prints; lines that
 * begin with `E: ` go to stderr, and `= CODE` is the exit code where it is not 0. What is random is named by `normalized`.
 */
export function playSession(terminal: Terminal, session: string): void {
  for (const step of session.split(/^\$ /m).slice(1)) {
    const [command = '', ...lines] = step.replace(/\n$/, '').split('\n');
    const [word, seconds] = command.split(' ');
    if (word === 'sleep') {
      terminal.cluster.advance(Number(seconds) * 1000);
      continue;
    }
    const { exit, stdout, stderr } = terminal.kubectl(command);
    const code = exit === 0 ? [] : [`= ${exit}`];
    const printed = [...linesOf(stdout), ...linesOf(stderr).map((line) => `E: ${line}`), ...code];
    assert.deepEqual(
      printed.map((line) => normalized(line)),
      lines.map((line) => normalized(line)),
      `kubectl ${command}`,
    );
  }
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

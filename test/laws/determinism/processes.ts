import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { smaller, tell } from '../history/action.ts';
import { anything } from '../history/arbitrary.ts';
import { fleet } from '../history/topology.ts';
import { Breach, type Ground, type Law } from '../law.ts';
import { type Tale, told } from './told.ts';

const TELLER = join(import.meta.dirname, 'teller.ts');

export const processes: Law<Tale> = {
  name: 'processes',
  says: 'the same history and seed give the same bytes again, and in another process in another folder',
  runs: 5,
  arbitrary: fc.record({ history: anything, seed: fc.nat(1_000_000) }),
  check: (tale, ground) => {
    const first = told(tale, ground);
    const second = told(tale, ground);
    if (first !== second) throw breach(ground, `a second time there is ${difference(first, second)}`);
    const elsewhere = toldElsewhere(tale, ground.bug);
    if (first !== elsewhere) throw breach(ground, `in another process there is ${difference(first, elsewhere)}`);
  },
  *smaller({ history, seed }) {
    for (const less of smaller(history)) yield { history: less, seed };
  },
  tell: ({ history, seed }) => [...tell(history), `seed         ${seed}`],
};

function toldElsewhere(tale: Tale, bug: string | undefined): string {
  const input = JSON.stringify({ tale, bug });
  return execFileSync(process.execPath, [TELLER], { cwd: tmpdir(), input, encoding: 'utf8', maxBuffer: 2 ** 28 });
}

const breach = (ground: Ground, what: string): Breach => new Breach(ground.start(fleet(3), { seed: '' }), what);

/** The first line that differs. */
function difference(first: string, second: string): string {
  const [a, b] = [first.split('\n'), second.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  return `${b[at] ?? 'nothing'} in place of ${a[at] ?? 'nothing'}`;
}

import { parseArgs } from 'node:util';
import { lint } from '../../runner/lint.ts';
import { asUsage } from '../features.ts';

/** `seatrial lint [PATH...]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: {} });
  return await asUsage(() =>
    lint({
      cwd: process.cwd(),
      paths: positionals.length === 0 ? ['features'] : positionals,
      print: (line) => void process.stdout.write(`${line}\n`),
      complain: (line) => void process.stderr.write(`${line}\n`),
    }),
  );
}

import { ProjectError } from '../../runner/execute.ts';
import { lint } from '../../runner/lint.ts';
import { argumentsOf } from '../arguments.ts';
import { asUsage } from '../command.ts';

/** `seatrial lint [PATH...]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { positionals } = argumentsOf(argv, {});
  return await asUsage([ProjectError], () =>
    lint({
      cwd: process.cwd(),
      paths: positionals.length === 0 ? ['features'] : positionals,
      print: (line) => void process.stdout.write(`${line}\n`),
      complain: (line) => void process.stderr.write(`${line}\n`),
    }),
  );
}

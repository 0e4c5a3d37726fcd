import { play } from '../../runner/play/play.ts';
import { OutputError } from '../../runner/out-folder.ts';
import { argumentsOf } from '../arguments.ts';
import { asUsage, UsageError } from '../command.ts';
import { topologyOf } from '../features.ts';
import { decimalNumber, wholeNumber } from '../numbers.ts';

/** `seatrial play FILE... [--json DIR] [--cluster TOPOLOGY] [--pace SECONDS] [--seed N]` */
export function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(argv, {
    json: { type: 'string' },
    cluster: { type: 'string', default: 'course' },
    pace: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
  });
  if (positionals.length === 0)
    throw new UsageError('play needs at least one FILE: a transcript of kubectl commands or an oracle case');
  const pace = decimalNumber('--pace', values.pace, 86_400, 'give the virtual seconds between two lines, 0 to 86400');
  topologyOf('--cluster', values.cluster);
  const request = {
    files: positionals,
    ...(values.json === undefined ? {} : { json: values.json }),
    cluster: values.cluster,
    seed: String(wholeNumber('--seed', values.seed)),
    paceMs: pace * 1000,
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
  };
  return Promise.resolve(asUsage([OutputError], () => play(request)));
}

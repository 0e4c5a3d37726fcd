import { compareFolders } from '../../runner/compare.ts';
import { OutputError } from '../../runner/out-folder.ts';
import { OutFolderError } from '../../reports/compare/out-folder.ts';
import { argumentsOf } from '../arguments.ts';
import { asUsage, UsageError } from '../command.ts';
import { wholeNumber } from '../numbers.ts';
import { surroundings } from '../surroundings.ts';

/** `seatrial compare BASE CURRENT [--html FILE] [--max-slower MS]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(argv, { html: { type: 'string' }, 'max-slower': { type: 'string' } });
  const [base, current, ...others] = positionals;
  if (base === undefined || current === undefined || others.length > 0)
    throw new UsageError('compare takes two folders that `seatrial run --out` wrote: BASE CURRENT');
  const slower = values['max-slower'];
  const request = {
    base,
    current,
    ...(values.html === undefined ? {} : { html: values.html }),
    ...(slower === undefined ? {} : { maxSlowerMs: wholeNumber('--max-slower', slower) }),
    ...(await surroundings()),
  };
  return await asUsage([OutFolderError, OutputError], () => compareFolders(request));
}

import { parseArgs } from 'node:util';
import { compareFolders } from '../../runner/compare.ts';
import { OutFolderError } from '../../reports/compare/out-folder.ts';
import { UsageError } from '../command.ts';
import { surroundings } from '../surroundings.ts';
import { wholeNumber } from '../whole-number.ts';

/** `seatrial compare BASE CURRENT [--html FILE] [--max-slower MS]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { html: { type: 'string' }, 'max-slower': { type: 'string' } },
  });
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
  try {
    return await compareFolders(request);
  } catch (error) {
    if (error instanceof OutFolderError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

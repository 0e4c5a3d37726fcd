import { parseArgs } from 'node:util';
import { catalogue } from '../../runner/catalogue.ts';
import { loadProject } from '../../runner/execute.ts';
import { asUsage } from '../features.ts';

/** `seatrial steps [WORD...]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: {} });
  return await asUsage(async () => {
    const text = catalogue(await loadProject(process.cwd()), positionals);
    if (text === '') process.stderr.write(`no step has all of: ${positionals.join(' ')}\n`);
    process.stdout.write(text);
    return text === '' ? 1 : 0;
  });
}

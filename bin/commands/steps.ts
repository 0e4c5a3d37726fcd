import { catalogue } from '../../runner/catalogue.ts';
import { loadProject, ProjectError } from '../../runner/execute.ts';
import { argumentsOf } from '../arguments.ts';
import { asUsage } from '../command.ts';

/** `seatrial steps [WORD...]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { positionals } = argumentsOf(argv, {});
  return await asUsage([ProjectError], async () => {
    const text = catalogue(await loadProject(process.cwd()), positionals);
    if (text === '') process.stderr.write(`no step has all of: ${positionals.join(' ')}\n`);
    process.stdout.write(text);
    return text === '' ? 1 : 0;
  });
}

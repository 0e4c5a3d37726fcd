import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { init, projectFiles } from '../../runner/init.ts';
import { whyNotWritable } from '../../runner/out-folder.ts';
import { argumentsOf } from '../arguments.ts';
import { UsageError } from '../command.ts';
import { version } from '../version.ts';

/** `seatrial init [DIR]` */
export function run(argv: readonly string[]): Promise<number> {
  const { positionals } = argumentsOf(argv, {});
  if (positionals.length > 1) throw new UsageError('init takes one folder');
  const folder = resolve(positionals[0] ?? '.');
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw new UsageError(`${folder} is no folder`);
  const obstacle = whyNotWritable(folder);
  if (obstacle !== undefined) throw new UsageError(`nothing can be written into ${folder}: ${obstacle}`);
  for (const line of init(folder, projectFiles(packageName(folder), version()))) process.stdout.write(`${line}\n`);
  process.stdout.write('\nnext: npm install && npx seatrial run\n');
  return Promise.resolve(0);
}

/** A folder's name as npm takes names. */
function packageName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'scenarios' : name;
}

import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Results have no place to go; the message is one line that says which flag, where and what to do. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** Before any work: that files can be written into the folder that `flag` gave. */
export function mustTakeFiles(flag: string, given: string, folder: string = resolve(given)): void {
  const why = whyNotWritable(folder);
  if (why === undefined) return;
  throw new OutputError(`${flag} ${given}: nothing can be written there: ${why}; name another folder`);
}

/** Before any work: that the file which `flag` gave can be written. */
export function mustTakeFile(flag: string, given: string): void {
  const file = resolve(given);
  if (existsSync(file) && statSync(file).isDirectory())
    throw new OutputError(`${flag} ${given}: it is a folder; name a file`);
  const why = existsSync(file) ? whyClosed(file) : whyNotWritable(dirname(file));
  if (why === undefined) return;
  throw new OutputError(`${flag} ${given}: nothing can be written there: ${why}; name another file`);
}

function whyClosed(file: string): string | undefined {
  try {
    accessSync(file, constants.W_OK);
    return undefined;
  } catch (error) {
    return `${(error as NodeJS.ErrnoException).code ?? String(error)} at ${file}`;
  }
}

/** A result into the file that `flag` gave. */
export function writeOut(flag: string, given: string, text: string, options: { readonly mode?: number } = {}): void {
  writing(flag, given, () => {
    mkdirSync(dirname(resolve(given)), { recursive: true });
    writeFileSync(given, text, options);
  });
}

/** Does some writing; what the disk refuses only now (it is full, a folder has a file's name) is for the caller to mend, too. */
export function writing<T>(flag: string, given: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, path, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    const where = path === undefined ? '' : ` at ${path}`;
    throw new OutputError(`${flag} ${given}: nothing can be written there: ${code}${where}; name another place`, {
      cause: error,
    });
  }
}

/**
 * Why nothing can be written into a folder that is there or is to be made: an error code and the place; undefined where it can. Permissions
 * alone do not tell (root below /proc), so a folder is made for a moment in the nearest one that exists.
 */
export function whyNotWritable(folder: string): string | undefined {
  const nearest = nearestExisting(folder);
  try {
    rmdirSync(mkdtempSync(join(nearest, '.seatrial-')));
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return `${code} at ${nearest}`;
  }
}

function nearestExisting(path: string): string {
  let nearest = path;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  return nearest;
}

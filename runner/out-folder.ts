import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

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

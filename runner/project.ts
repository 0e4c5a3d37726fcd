import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { IRunConfiguration } from '@cucumber/cucumber/api';
import { loadConfiguration } from '@cucumber/cucumber/api';

/** seatrial's own step definitions: TypeScript in the repository, JavaScript in the published package. */
const STEPS = join(import.meta.dirname, '../steps');
const EXTENSION = extname(import.meta.filename);

/**
 * The settings of the project in `cwd` (its cucumber.mjs or the like, if it has one) with seatrial's own steps added. Formats and paths are the
 * caller's business: seatrial writes its reports itself, and cucumber would add a profile's paths to those of the command line.
 */
export async function projectConfiguration(cwd: string, silentFormatter: string): Promise<IRunConfiguration> {
  const { runConfiguration } = await loadConfiguration({}, { cwd });
  const imports = runConfiguration.support.importPaths ?? [];
  return {
    ...runConfiguration,
    support: { ...runConfiguration.support, importPaths: [...new Set([...ownSteps(), ...imports])] },
    formats: { stdout: silentFormatter, files: {}, publish: false, options: {} },
  };
}

/** By path, so that nothing but files decides their order. */
function ownSteps(): readonly string[] {
  return readdirSync(STEPS, { withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) === EXTENSION && !/\.(?:test|d)\.[a-z]+$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

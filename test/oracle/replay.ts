import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readOracleCase } from '../../runner/play/oracle-case.ts';
import { replayCase } from '../../runner/play/oracle-replay.ts';

/**
 * `npm run oracle [-- DIR] [--verbose] [CASE...]`: replays DIR/cases against DIR/golden (default: the recordings beside the repository) and
 * prints the comparison's score, whose last line is TOTAL.
 */
function main(argv: readonly string[]): number {
  const isVerbose = argv.includes('--verbose');
  const words = argv.filter((word) => !word.startsWith('--'));
  const given = words.find((word) => existsSync(join(word, 'cases')));
  const folder = given ?? resolve(import.meta.dirname, '../../../shared/oracle');
  if (!existsSync(join(folder, 'cases'))) {
    console.log('TOTAL skipped: no recordings');
    return 0;
  }
  const only = words.filter((word) => word !== given);
  return replayAll(folder, only, isVerbose);
}

function replayAll(folder: string, only: readonly string[], isVerbose: boolean): number {
  const out = mkdtempSync(join(tmpdir(), 'seatrial-oracle-'));
  const golden = join(out, 'golden');
  const replays = join(out, 'replays');
  for (const made of [golden, replays]) mkdirSync(made);
  const files = readdirSync(join(folder, 'cases')).filter((file) => file.endsWith('.yaml'));
  for (const file of files.filter((name) => only.length === 0 || only.some((word) => name.startsWith(word)))) {
    const oracle = readOracleCase(readFileSync(join(folder, 'cases', file), 'utf8'), file);
    const name = `${oracle.name}.json`;
    writeFileSync(join(golden, name), readFileSync(join(folder, 'golden', name)));
    writeFileSync(join(replays, name), JSON.stringify(replayed(oracle)));
  }
  const compare = join(folder, 'compare.mjs');
  const flags = isVerbose ? ['--verbose'] : [];
  const scored = spawnSync(process.execPath, [compare, '--dir', golden, replays, ...flags], { stdio: 'inherit' });
  rmSync(out, { recursive: true });
  return scored.status ?? 1;
}

/** A case that the engine itself fails counts as answered by nothing, and says why. */
function replayed(oracle: ReturnType<typeof readOracleCase>): object {
  try {
    return replayCase(oracle);
  } catch (error) {
    console.error(`${oracle.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return { case: oracle.name, steps: [], trace: [] };
  }
}

process.exitCode = main(process.argv.slice(2));

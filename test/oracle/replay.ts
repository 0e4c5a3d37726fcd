import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type OracleCase, OracleCaseError, readOracleCase } from '../../runner/play/oracle-case.ts';
import { replayCase } from '../../runner/play/oracle-replay.ts';
import { compareWithEmbedded, describeDifference } from './against-embedded.ts';
import { judgeCase, judgeCluster } from './judge.ts';
import { installKubectl } from './kubectl-binary.ts';

/** Replays one case: in the process, or through a real kubectl. */
type Player = (oracle: OracleCase) => object | Promise<object>;

interface Request {
  readonly folder: string;
  readonly only: readonly string[];
  readonly isVerbose: boolean;
}

/** The recordings beside the repository. */
const BESIDE = resolve(import.meta.dirname, '../../../shared/oracle');

/**
 * `npm run oracle [-- DIR] [--verbose] [--kubectl PATH|install] [--against-embedded] [CASE...]`: replays DIR/cases against DIR/golden
 * (default: the recordings beside the repository) and prints the comparison's score, whose last line is TOTAL. With --kubectl the commands
 * go through a real kubectl to the served API; --against-embedded prints where it and the embedded one differ.
 */
async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      verbose: { type: 'boolean', default: false },
      kubectl: { type: 'string' },
      'against-embedded': { type: 'boolean', default: false },
    },
  });
  const given = positionals.find((word) => word.includes('/') || existsSync(join(word, 'cases')));
  const folder = given ?? BESIDE;
  if (given !== undefined && !existsSync(join(given, 'cases')))
    throw new OracleCaseError(`${given}: there is no folder cases/ in it`);
  if (!existsSync(join(folder, 'cases'))) {
    console.log('TOTAL skipped: no recordings');
    return 0;
  }
  const request = { folder, only: positionals.filter((word) => word !== given), isVerbose: values.verbose };
  if (values.kubectl === undefined && !values['against-embedded']) return await replayAll(request, replayCase);
  const kubectl = binary(values.kubectl ?? 'install');
  if (kubectl === undefined) return 0;
  if (values['against-embedded']) return await compareAll(request, kubectl);
  return await replayAll(request, (oracle) => judgeCase(oracle, kubectl, judgeCluster(oracle)));
}

/** Without a real kubectl the step says so and is not counted as passed. Each case runs in a folder of its own: the path has to be a full one. */
function binary(asked: string): string | undefined {
  const found =
    asked === 'install'
      ? installKubectl()
      : existsSync(asked)
        ? { path: resolve(asked) }
        : { missing: `there is no ${asked}` };
  if ('path' in found) return found.path;
  console.log(`TOTAL skipped: ${found.missing}`);
  return undefined;
}

function casesOf({ folder, only }: Request): readonly OracleCase[] {
  return readdirSync(join(folder, 'cases'))
    .filter((file) => file.endsWith('.yaml') && (only.length === 0 || only.some((word) => file.startsWith(word))))
    .map((file) => readOracleCase(readFileSync(join(folder, 'cases', file), 'utf8'), file));
}

async function replayAll(request: Request, play: Player): Promise<number> {
  const { folder, isVerbose } = request;
  const compare = [folder, BESIDE].map((place) => join(place, 'compare.mjs')).find((file) => existsSync(file));
  if (compare === undefined)
    throw new OracleCaseError(`${folder}: there is no compare.mjs in it, nor beside the repository`);
  const cases = casesOf(request).map((oracle) => ({ oracle, recorded: recordingOf(folder, oracle) }));
  const out = mkdtempSync(join(tmpdir(), 'seatrial-oracle-'));
  const golden = join(out, 'golden');
  const replays = join(out, 'replays');
  for (const made of [golden, replays]) mkdirSync(made);
  for (const { oracle, recorded } of cases) {
    const name = `${oracle.name}.json`;
    writeFileSync(join(golden, name), recorded);
    writeFileSync(join(replays, name), JSON.stringify(await replayed(oracle, play)));
  }
  const flags = isVerbose ? ['--verbose'] : [];
  const scored = spawnSync(process.execPath, [compare, '--dir', golden, replays, ...flags], { stdio: 'inherit' });
  rmSync(out, { recursive: true });
  return scored.status ?? 1;
}

/** The text of a case's recording, once it is known to be JSON. */
function recordingOf(folder: string, { name }: OracleCase): string {
  const file = join(folder, 'golden', `${name}.json`);
  if (!existsSync(file)) throw new OracleCaseError(`${file}: there is no such recording of the case`);
  const text = readFileSync(file, 'utf8');
  try {
    JSON.parse(text);
  } catch (error) {
    const [why] = String(error).split('\n');
    throw new OracleCaseError(`${file}: ${why}`, { cause: error });
  }
  return text;
}

/** A case that the engine itself fails counts as answered by nothing, and says why. */
async function replayed(oracle: OracleCase, play: Player): Promise<object> {
  try {
    return await play(oracle);
  } catch (error) {
    console.error(`${oracle.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return { case: oracle.name, steps: [], trace: [] };
  }
}

async function compareAll(request: Request, kubectl: string): Promise<number> {
  let total = 0;
  let different = 0;
  for (const oracle of casesOf(request)) {
    const { commands, differences } = await compareWithEmbedded(oracle, kubectl);
    total += commands;
    different += differences.length;
    for (const difference of differences) console.log(describeDifference(difference));
  }
  console.log(`TOTAL ${total - different}/${total} commands answered alike by the embedded and the real kubectl`);
  return different === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof OracleCaseError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

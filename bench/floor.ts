import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePack } from '../scripts/pack.ts';
import { writeEmptySteps } from './empty-steps.ts';
import { type Figure, figure } from './figure.ts';
import { CUCUMBER, ratio, ROOT, SEATRIAL } from './processes.ts';

/** The course's features with all reports, over plain cucumber-js on the same features with empty step bodies. */
export async function floor(): Promise<readonly Figure[]> {
  const features = join(ROOT, 'features/course');
  if (!existsSync(features)) throw new Error('features/course is missing');
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-bench-'));
  await makePack(ROOT); // As `npm ci` leaves it.
  await writeEmptySteps(join(folder, 'steps.mjs'));
  const ours = [SEATRIAL, 'run', features, '--out', join(folder, 'out')];
  const plain = [
    CUCUMBER,
    features,
    '--config',
    'bench/empty-profile.js',
    '--import',
    join(folder, 'steps.mjs'),
    '--format',
    'progress',
  ];
  const { ratio: value, oursMs, floorMs } = ratio(ours, plain, 5);
  rmSync(folder, { recursive: true });
  return [
    figure('scenario_floor_ratio', value, 'ratio'),
    figure('scenario_ms', oursMs, 'ms'),
    figure('scenario_floor_ms', floorMs, 'ms'),
  ];
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePack } from '../scripts/pack.ts';
import { type Figure, figure } from './figure.ts';
import { CUCUMBER, ratio, ROOT, SEATRIAL } from './processes.ts';

const FEATURE = 'Feature: nothing\n\n  Scenario: nothing happens\n';

/** Plain cucumber-js: no support code at all. */
const EMPTY_CONFIG = 'bench/empty-profile.js';

/** One feature with one empty scenario: `seatrial run` over plain cucumber-js. */
export async function start(): Promise<readonly Figure[]> {
  await makePack(ROOT); // As `npm ci` leaves it.
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-bench-'));
  writeFileSync(join(folder, 'nothing.feature'), FEATURE);
  const feature = join(folder, 'nothing.feature');
  const ours = [SEATRIAL, 'run', feature, '--out', join(folder, 'out')];
  const floor = [CUCUMBER, feature, '--config', EMPTY_CONFIG, '--format', 'progress'];
  const { ratio: value, oursMs, floorMs } = ratio(ours, floor, 5);
  rmSync(folder, { recursive: true });
  return [
    figure('start_ratio', value, 'ratio'),
    figure('start_ms', oursMs, 'ms'),
    figure('start_floor_ms', floorMs, 'ms'),
  ];
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, figure } from './figure.ts';
import { CUCUMBER, ratio, SEATRIAL } from './processes.ts';

const FEATURE = 'Feature: nothing\n\n  Scenario: nothing happens\n    Given nothing\n';

/** One feature with one empty scenario: `seatrial run` over plain cucumber-js. */
export function start(): readonly Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-bench-'));
  writeFileSync(join(folder, 'nothing.feature'), FEATURE);
  writeFileSync(
    join(folder, 'steps.mjs'),
    `import { Given } from '${join(import.meta.dirname, '../node_modules/@cucumber/cucumber/lib/index.js')}';\nGiven('nothing', () => {});\n`,
  );
  const feature = join(folder, 'nothing.feature');
  const ours = [SEATRIAL, 'run', feature, '--out', join(folder, 'out')];
  const floor = [CUCUMBER, feature, '--import', join(folder, 'steps.mjs'), '--format', 'progress'];
  const { ratio: value, oursMs, floorMs } = ratio(ours, floor, 5);
  rmSync(folder, { recursive: true });
  return [
    figure('start_ratio', value, 'ratio'),
    figure('start_ms', oursMs, 'ms'),
    figure('start_floor_ms', floorMs, 'ms'),
  ];
}

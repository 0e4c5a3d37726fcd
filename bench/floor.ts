import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, figure } from './figure.ts';
import { CUCUMBER, ratio, ROOT, SEATRIAL } from './processes.ts';

/** The course's features with all reports, over plain cucumber-js on the same features with empty step bodies. */
export function floor(): readonly Figure[] {
  const features = join(ROOT, 'features/course');
  if (!existsSync(features)) throw new Error('features/course is missing');
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-bench-'));
  writeFileSync(
    join(folder, 'steps.mjs'),
    `import { defineStep } from '${join(ROOT, 'node_modules/@cucumber/cucumber/lib/index.js')}';\ndefineStep(/.*/, (..._args) => {});\n`.replace(
      '(..._args) => {}',
      'function () { return undefined; }',
    ),
  );
  const ours = [SEATRIAL, 'run', features, '--out', join(folder, 'out')];
  const plain = [CUCUMBER, features, '--import', join(folder, 'steps.mjs'), '--format', 'progress'];
  const { ratio: value, oursMs, floorMs } = ratio(ours, plain, 5);
  rmSync(folder, { recursive: true });
  return [
    figure('scenario_floor_ratio', value, 'ratio'),
    figure('scenario_ms', oursMs, 'ms'),
    figure('scenario_floor_ms', floorMs, 'ms'),
  ];
}

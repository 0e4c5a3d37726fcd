import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Cluster } from '../../engine/index.ts';
import type { OracleCase, OracleStep } from '../../runner/play/oracle-case.ts';
import { CasePlayer } from '../../runner/play/oracle-replay.ts';
import { topology } from '../../scenarios/topologies.ts';

/**
 * answers/*.json: sessions, and what kubectl v1.25.0 printed when it had them with the served cluster (test/oracle plays sessions that way).
 * A step without `exit` is played, but what it prints depends on the clock, or on chance.
 */
interface Answers {
  readonly case: string;
  readonly nodes: OracleCase['nodes'];
  readonly steps: readonly (OracleStep & Partial<Answer>)[];
}

interface Answer {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

const FOLDER = join(import.meta.dirname, 'answers');

for (const file of readdirSync(FOLDER).sort()) {
  const { case: name, nodes, steps } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Answers;
  test(`${file}: the embedded kubectl answers as the real one`, async (t) => {
    const player = new CasePlayer(Cluster.start(topology(`oracle-${nodes}`), { seed: `1 ${name}` }));
    for (const step of steps) {
      const played = player.play(step);
      if (!('run' in step) || !('run' in played) || step.exit === undefined) continue;
      const { exit, stdout = '', stderr = '' } = step;
      const { exit: gotExit, stdout: gotStdout, stderr: gotStderr } = played as unknown as Answer;
      await t.test(step.run, () =>
        assert.deepEqual({ exit: gotExit, stdout: gotStdout, stderr: gotStderr }, { exit, stdout, stderr }),
      );
    }
  });
}

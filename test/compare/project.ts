import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Comparison, compareRuns, type ScenarioChange } from '../../reports/compare/comparison.ts';
import { openOutFolder } from '../../reports/compare/out-folder.ts';
import { writeReports } from '../../reports/write.ts';
import { execute, loadProject, type Support } from '../../runner/execute.ts';

/** Files of a project, by path below `features/`. */
export type Files = Readonly<Record<string, string>>;

/** A project in a temporary folder whose features run in this process, again and again with other files. */
export class Project {
  readonly #folder: string = mkdtempSync(join(tmpdir(), 'seatrial-compare-'));
  #support: Promise<Support> | undefined;
  #runs = 0;

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  /** Runs the features and writes their reports; the folder of the reports. */
  async run(files: Files, seed = '1'): Promise<string> {
    rmSync(this.path('features'), { recursive: true, force: true });
    mkdirSync(this.path('features'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.path('features'), name), text);
    this.#support ??= loadProject(this.#folder);
    const topology = files['topology.yaml'] === undefined ? {} : { topology: this.#topology(files['topology.yaml']) };
    const { run, problems } = await execute(await this.#support, { paths: ['features'], seed, ...topology });
    assert.deepEqual(problems, []);
    const out = this.path(`out-${(this.#runs += 1)}`);
    writeReports(run, [], out);
    return out;
  }

  /** Each text has a file of its own: a topology is read once by its path. */
  #topology(text: string): string {
    const file = this.path(`topology-${this.#runs}.yaml`);
    writeFileSync(file, text);
    return file;
  }

  compare(base: string, current: string, maxSlowerMs?: number): Comparison {
    return compareRuns(openOutFolder(base), openOutFolder(current), maxSlowerMs);
  }
}

/** What a scenario of this name became. */
export function changeOf({ changes }: Comparison, name: string): ScenarioChange {
  const found = changes.find((change) => (change.current ?? change.base)?.name === name);
  assert.ok(found, `no scenario ${name}`);
  return found;
}

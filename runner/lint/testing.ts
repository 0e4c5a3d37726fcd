import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { execute, loadProject } from '../execute.ts';
import { problemLine } from '../problem.ts';

/** This checkout, whose steps features of tests use. */
export const project: Awaited<ReturnType<typeof loadProject>> = await loadProject(join(import.meta.dirname, '../..'));

const folder = mkdtempSync(join(tmpdir(), 'seatrial-lint-'));
after(() => rmSync(folder, { recursive: true }));

/** What keeps a feature from running, each `LINE: message`. */
export async function problemsOf(text: string): Promise<readonly string[]> {
  const file = join(folder, 'x.feature');
  writeFileSync(file, text);
  const { problems } = await execute(project, { paths: [file], seed: '1', lintOnly: true });
  return problems.map((problem) => `${problem.line}: ${problemLine({ ...problem, uri: '', line: 0 })}`);
}

import { execute, type Execution, type Executed, loadProject } from './execute.ts';
import { countsOf, scenariosOf } from '../reports/run-value.ts';
import { problemLine } from './problem.ts';

export interface RunRequest extends Execution {
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** `seatrial run`: features in, exit code out (0 all passed, 1 some failed, 2 wrong input). */
export async function runFeatures(request: RunRequest): Promise<number> {
  const support = await loadProject(request.cwd);
  const executed = await execute(support, request, {
    scenario: ({ status, id, name, failure }) => {
      if (status !== 'passed')
        request.out(`FAILED ${id} ${name}\n  step: ${failure?.step ?? ''}\n  ${failure?.message ?? ''}\n`);
    },
  });
  const complaint = complaintOf(executed, request);
  if (complaint !== undefined) {
    request.err(complaint);
    return 2;
  }
  const { passed, failed } = countsOf(scenariosOf(executed.run));
  request.out(`${passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}

function complaintOf({ problems, selected }: Executed, { paths, tags, shard }: Execution): string | undefined {
  if (problems.length > 0) return problems.map((problem) => `${problemLine(problem)}\n`).join('');
  if (selected > 0) return undefined;
  const by = [
    ...paths,
    ...(tags === undefined ? [] : [`--tags ${tags}`]),
    ...(shard === undefined ? [] : [`--shard ${shard}`]),
  ];
  return `no scenario is selected by ${by.join(' ')}\n`;
}

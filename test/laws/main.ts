// `npm run laws -- [--minutes N] [--seed N|random] [--law NAME] [--path P] [--bug NAME]`: holds the laws against random
// histories. Exit codes: 0 all held, 1 one failed, 2 wrong arguments.
import { randomInt } from 'node:crypto';
import { groundWith } from './ground.ts';
import { report, reportAll } from './report.ts';
import { type Request, RequestError, requestOf } from './request.ts';
import { tryLaw, type Verdict } from './trial.ts';

function main(argv: readonly string[]): number {
  try {
    return hold(requestOf(argv, randomInt));
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    console.error(`laws: ${error.message}`);
    return 2;
  }
}

function hold(request: Request): number {
  const ground = groundWith(request.bug);
  const verdicts: Verdict[] = [];
  for (const law of request.laws) {
    const verdict = tryLaw(law, ground, drawOf(request), () => performance.now());
    console.log(report(verdict, request));
    verdicts.push(verdict);
    // One law that catches a deliberate bug is enough: the others would only wait for what never comes.
    if (request.bug !== undefined && verdict.failure !== undefined) break;
  }
  console.log(reportAll(verdicts, request.seed));
  return verdicts.some(({ failure }) => failure !== undefined) ? 1 : 0;
}

function drawOf({ laws, seed, path, minutes }: Request): Parameters<typeof tryLaw>[2] {
  const budget = minutes === undefined ? {} : { budgetMs: (minutes * 60_000) / laws.length };
  return { seed, ...budget, ...(path === undefined ? {} : { path }) };
}

process.exitCode = main(process.argv.slice(2));

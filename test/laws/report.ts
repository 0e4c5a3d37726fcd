import { BUGS } from './bugs/index.ts';
import type { Request } from './request.ts';
import type { Verdict } from './trial.ts';

/** One line for a law that held; for one that did not, all that is needed to see why and to see it again. */
export function report({ law, checked, failure }: Verdict, { seed, bug }: Request): string {
  if (failure === undefined) return `held    ${law.name.padEnd(18)} ${String(checked).padStart(6)}  ${law.says}`;
  const { path, history, reason } = failure;
  const deliberate = bug === undefined ? '' : ` --bug ${bug}`;
  return [
    `FAILED  ${law.name}: ${law.says}`,
    ...(bug === undefined ? [] : [`  bug:      ${BUGS[bug]?.says ?? ''}`]),
    `  broken:   ${reason.replaceAll('\n', '\n            ')}`,
    ...history.map((line, at) => `  ${at === 0 ? 'history:' : '        '}  ${line}`),
    `  after:    ${checked} ${checked === 1 ? 'input that held' : 'inputs that held'}`,
    `  seed:     ${seed}`,
    `  path:     ${path}`,
    `  replay:   npm run laws -- --law ${law.name} --seed ${seed} --path ${path}${deliberate}`,
  ].join('\n');
}

/** The last line, which CI reads. */
export function reportAll(verdicts: readonly Verdict[], seed: number): string {
  const failed = verdicts.filter(({ failure }) => failure !== undefined).length;
  return `${verdicts.length - failed} laws held, ${failed} failed, seed ${seed}`;
}

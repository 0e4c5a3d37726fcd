import { shortened } from '../../interpreter/linear.ts';
import { NotSimulated, type Work } from '../../work.ts';
import { type Call, fail, inputs, linesOf, parse } from '../command.ts';
import { AwkFatal } from './evaluate.ts';
import { AwkProblem, unescaped } from './lexer.ts';
import { parseAwk, type Rule } from './parser.ts';
import { AwkRun } from './run.ts';
import { AwkState } from './state.ts';
import { Given, toNumber } from './value.ts';

/** awk [-F x] [-v name=value] 'program' [file...]: without functions of its own, getline and output into files or pipes. */
export function* awk(call: Call): Work<number> {
  const { rest, value, values } = parse(call, 'F:v:');
  const [program, ...paths] = rest;
  if (program === undefined) return fail(call, 'usage: awk [-F fs] program [file ...]', 2);
  const rules = rulesOf(program);
  const state = new AwkState();
  const separator = value('F');
  if (separator !== undefined) state.set('FS', separator === 't' ? '\t' : unescaped(separator));
  for (const text of values.get('v') ?? []) {
    const at = text.indexOf('=');
    state.set(text.slice(0, at), new Given(unescaped(text.slice(at + 1))));
  }
  const run = new AwkRun(rules, state, call.stdout);
  try {
    if (!run.at('BEGIN') || !run.readsInput) return state.exitCode;
    const { texts, failed } = yield* inputs(call, paths);
    lines: for (const { name, text } of texts) {
      state.set('FILENAME', name === '-' ? '' : name);
      state.set('FNR', 0);
      for (const line of linesOf(text)) if (!run.line(line)) break lines;
    }
    run.at('END');
    return failed ? 2 : toNumber(state.exitCode);
  } catch (error) {
    if (error instanceof AwkFatal) return fail(call, `cmd. line:1: fatal: ${error.message}`, 2);
    throw refusal(error, program);
  }
}

function rulesOf(program: string): readonly Rule[] {
  try {
    const rules = parseAwk(program);
    if (rules.length > 0) return rules;
  } catch (error) {
    throw refusal(error, program);
  }
  throw new NotSimulated(`awk '${shortened(program)}'`);
}

function refusal(error: unknown, program: string): unknown {
  return error instanceof AwkProblem ? new NotSimulated(`awk '${shortened(program)}'`) : error;
}

import type { Case, CommandNode, For, If, While } from 'unbash';
import { NotSimulated, type Work } from '../work.ts';
import { evaluate } from './arithmetic.ts';
import { holds } from './conditional.ts';
import { expandPattern, expandText, expandWords } from './expand.ts';
import { matches } from './pattern.ts';
import { redirected } from './redirect.ts';
import type { Shell } from './shell.ts';

type Compound = Exclude<CommandNode, { type: 'Command' }>;

export function* runCompound(shell: Shell, node: Compound, isTested: boolean): Work<void> {
  switch (node.type) {
    case 'Redirected': {
      const streams = yield* redirected(shell, node.redirects, shell.streams);
      if (streams === undefined) return;
      const outer = shell.streams;
      shell.streams = streams;
      yield* shell.interpreter.runCommand(shell, node.command, isTested);
      shell.streams = outer;
      return;
    }
    case 'Function':
      shell.functions.set(node.name.value, node);
      shell.status = 0;
      return;
    case 'BraceGroup':
      return yield* shell.interpreter.runList(shell, node.body, isTested);
    case 'Subshell': {
      const inner = shell.fork(shell.task, shell.streams);
      shell.status = yield* shell.interpreter.endOf(inner, shell.interpreter.runList(inner, node.body, isTested));
      return;
    }
    case 'If':
      return yield* runIf(shell, node, isTested);
    case 'While':
      return yield* runWhile(shell, node, isTested);
    case 'For':
      return yield* runFor(shell, node, isTested);
    case 'ArithmeticFor':
      if (node.initialize !== undefined) yield* evaluate(shell, node.initialize);
      shell.status = 0;
      while (node.test === undefined || (yield* evaluate(shell, node.test)) !== 0) {
        shell.container.count(shell.task.title);
        yield* shell.interpreter.runList(shell, node.body, isTested);
        if (leaves(shell)) return;
        if (node.update !== undefined) yield* evaluate(shell, node.update);
      }
      return;
    case 'Case':
      return yield* runCase(shell, node, isTested);
    case 'TestCommand':
      shell.status = (yield* holds(shell, node.expression)) ? 0 : 1;
      return;
    case 'ArithmeticCommand':
      shell.status = node.expression !== undefined && (yield* evaluate(shell, node.expression)) !== 0 ? 0 : 1;
      return;
    case 'Select':
    case 'Coproc':
      throw new NotSimulated(`sh: ${node.type.toLowerCase()}`);
  }
}

function* runIf(shell: Shell, node: If, isTested: boolean): Work<void> {
  for (const branch of [node, ...node.elif]) {
    yield* shell.interpreter.runList(shell, branch.clause, true);
    if (shell.jump !== undefined) return;
    if (shell.status === 0) return yield* shell.interpreter.runList(shell, branch.then, isTested);
  }
  shell.status = 0;
  if (node.else !== undefined) yield* shell.interpreter.runList(shell, node.else, isTested);
}

function* runWhile(shell: Shell, node: While, isTested: boolean): Work<void> {
  let status = 0;
  for (;;) {
    yield* shell.interpreter.runList(shell, node.clause, true);
    if (leaves(shell)) return;
    if ((shell.status === 0) !== (node.kind === 'while')) break;
    yield* shell.interpreter.runList(shell, node.body, isTested);
    if (leaves(shell)) return;
    ({ status } = shell);
  }
  shell.status = status;
}

function* runFor(shell: Shell, node: For, isTested: boolean): Work<void> {
  const values = node.wordlist === undefined ? shell.args : yield* expandWords(shell, node.wordlist);
  shell.status = 0;
  for (const value of values) {
    shell.set(node.name.value, value);
    yield* shell.interpreter.runList(shell, node.body, isTested);
    if (leaves(shell)) return;
  }
}

/** After a loop's body: true when the loop is over. A `continue` of this loop is used up. */
function leaves(shell: Shell): boolean {
  const { jump } = shell;
  if (jump === undefined) return false;
  if (jump.kind !== 'break' && jump.kind !== 'continue') return true;
  const goesOn = jump.kind === 'continue' && jump.levels <= 1;
  shell.jump = jump.levels > 1 ? { ...jump, levels: jump.levels - 1 } : undefined;
  if (!goesOn && jump.kind === 'break') shell.status = 0;
  return !goesOn;
}

function* runCase(shell: Shell, node: Case, isTested: boolean): Work<void> {
  const text = yield* expandText(shell, node.word);
  shell.status = 0;
  let isFallingThrough = false;
  for (const { pattern, body, terminator } of node.items) {
    let isMatch = isFallingThrough;
    for (const word of pattern) if (!isMatch) isMatch = matches(text, yield* expandPattern(shell, word));
    if (!isMatch) continue;
    yield* shell.interpreter.runList(shell, body, isTested);
    if (shell.jump !== undefined || terminator === ';;' || terminator === undefined) return;
    isFallingThrough = terminator === ';&';
  }
}

import { NotSimulated } from '../work.ts';
import { absolute } from './glob.ts';
import { Fatal } from './parameter.ts';
import type { Shell } from './shell.ts';

export function testUnary(shell: Shell, operator: string, operand: string): boolean {
  const { files } = shell.container;
  const path = absolute(shell.cwd, operand);
  switch (operator) {
    case '-z':
      return operand === '';
    case '-n':
      return operand !== '';
    case '-e':
    case '-a':
    case '-r':
    case '-w':
    case '-x':
      return files.kind(path) !== undefined;
    case '-f':
      return files.kind(path) === 'file';
    case '-d':
      return files.kind(path) === 'directory';
    case '-s':
      return (files.read(path) ?? '') !== '';
    case '-L':
    case '-h':
    case '-S':
    case '-p':
    case '-t':
      return false;
    case '-v':
      return shell.get(operand) !== undefined;
    default:
      // An unquoted variable that is empty leaves two words of three: `[ $STATUS -eq 200 ]`.
      if (BINARY.has(operator)) throw new Malformed(unaryComplaint(shell, operator, operand));
      throw new NotSimulated(`sh: test ${operator}`);
  }
}

function unaryComplaint({ dialect }: Shell, operator: string, operand: string): string {
  if (dialect === 'bash') return `${operator}: unary operator expected`;
  return dialect === 'dash' ? `${operator}: unexpected operator` : `${operand}: unknown operand`;
}

export function testBinary(shell: Shell, left: string, operator: string, right: string): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-eq':
      return number(left) === number(right);
    case '-ne':
      return number(left) !== number(right);
    case '-lt':
      return number(left) < number(right);
    case '-le':
      return number(left) <= number(right);
    case '-gt':
      return number(left) > number(right);
    case '-ge':
      return number(left) >= number(right);
    default:
      throw new NotSimulated(`sh: test ${operator}`);
  }

  function number(text: string): number {
    if (!/^\s*[-+]?\d+\s*$/.test(text)) {
      throw new Malformed(
        shell.dialect === 'bash'
          ? `${text}: integer expression expected`
          : shell.dialect === 'dash'
            ? `Illegal number: ${text}`
            : `${text}: bad number`,
      );
    }
    return Number(text);
  }
}

/** `[ x -eq 1 ]`, `[ -eq 1 ]`: status 2 and a message, the shell goes on. */
export class Malformed extends Error {}

const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge']);

/** The arguments of `test` and `[`: or, and, not, parentheses, one to three words. */
export function testArguments(shell: Shell, args: readonly string[]): boolean {
  if (args.length === 0) return false;
  if (args.length === 1) return args[0] !== '';
  if (args.length === 3 && BINARY.has(args[1] ?? ''))
    return testBinary(shell, args[0] ?? '', args[1] ?? '', args[2] ?? '');
  if (args.length === 2 && args[0] !== '!') return testUnary(shell, args[0] ?? '', args[1] ?? '');
  for (const [operator, join] of [
    ['-o', (a: boolean, b: () => boolean) => a || b()],
    ['-a', (a: boolean, b: () => boolean) => a && b()],
  ] as const) {
    const at = args.lastIndexOf(operator);
    if (at > 0 && at < args.length - 1) {
      return join(testArguments(shell, args.slice(0, at)), () => testArguments(shell, args.slice(at + 1)));
    }
  }
  if (args[0] === '!') return !testArguments(shell, args.slice(1));
  if (args[0] === '(' && args.at(-1) === ')') return testArguments(shell, args.slice(1, -1));
  throw new Fatal('[: too many arguments');
}

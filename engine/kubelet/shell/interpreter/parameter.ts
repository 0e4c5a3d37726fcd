import type { ParameterExpansionPart, Word } from 'unbash';
import { NotSimulated, type Work } from '../work.ts';
import { textOf } from './fields.ts';
import { cut, replace } from './pattern.ts';
import type { Shell } from './shell.ts';

/** A shell that gives up: `${X:?message}`, an unset variable under set -u. */
export class Fatal extends Error {}

/** `$NAME`; empty when it is not set. */
export function plainValue(shell: Shell, name: string): string {
  const value = valueOf(shell, name);
  if (value === undefined && shell.options.nounset && !'@*!'.includes(name)) {
    throw new Fatal(`${name}: ${shell.dialect === 'bash' ? 'unbound variable' : 'parameter not set'}`);
  }
  return value ?? '';
}

function valueOf(shell: Shell, name: string): string | undefined {
  if (/^\d+$/.test(name)) return name === '0' ? shell.name : shell.args[Number(name) - 1];
  switch (name) {
    case '#':
      return String(shell.args.length);
    case '?':
      return String(shell.status);
    case '$':
      return String(shell.task.pid);
    case '!':
      return shell.background === undefined ? undefined : String(shell.background);
    case '@':
    case '*':
      return shell.args.length === 0 ? undefined : shell.args.join(' ');
    case '-':
      return `${shell.options.errexit ? 'e' : ''}${shell.options.nounset ? 'u' : ''}${shell.options.xtrace ? 'x' : ''}`;
    case 'RANDOM':
      return shell.dialect === 'dash' ? shell.get(name) : String(shell.container.input.random(32768));
    case 'SECONDS':
      return shell.dialect === 'bash'
        ? String(Math.floor((shell.container.nowMs - shell.container.input.nowMs) / 1000))
        : shell.get(name);
    case 'HOSTNAME':
      return shell.get(name) ?? (shell.dialect === 'dash' ? undefined : shell.container.input.hostname);
    case 'LINENO':
      return String(shell.line);
    default:
      return name.startsWith(REMATCH) ? matchedPart(shell, name) : shell.get(name);
  }
}

const REMATCH = 'BASH_REMATCH';

/** `BASH_REMATCH[1]`; without a number the whole match. */
function matchedPart(shell: Shell, name: string): string | undefined {
  return shell.matched[Number(/\[(\d+)\]$/.exec(name)?.[1] ?? 0)];
}

/** The name with its number, of the only array there is. */
function nameOf({ parameter, index, prefix, text }: ParameterExpansionPart): string {
  if (prefix === '!') throw new NotSimulated(`sh: ${text}`);
  if (index === undefined) return parameter;
  if (parameter !== REMATCH || !/^\d+$/.test(index.text)) throw new NotSimulated(`sh: ${text}`);
  return `${parameter}[${index.text}]`;
}

/** `${...}` with its operation. */
export function* parameterValue(shell: Shell, part: ParameterExpansionPart): Work<string> {
  const name = nameOf(part);
  const { prefix, operation } = part;
  if (prefix === '#') return String(plainValue(shell, name).length);
  if (operation === undefined) return plainValue(shell, name);
  switch (operation.type) {
    case 'Default':
      return yield* withDefault(shell, name, operation);
    case 'Remove':
      return cut(
        plainValue(shell, name),
        operation.operator,
        yield* shell.interpreter.expandPattern(shell, operation.operand),
      );
    case 'Replace': {
      const pattern = yield* shell.interpreter.expandPattern(shell, operation.pattern);
      const text = yield* expandText(shell, operation.replacement);
      return replace(plainValue(shell, name), operation.operator, pattern, text);
    }
    case 'Slice':
      return yield* slice(shell, plainValue(shell, name), operation);
    case 'CaseModification': {
      const value = plainValue(shell, name);
      const change = operation.operator.startsWith('^') ? 'toUpperCase' : 'toLowerCase';
      return operation.operator.length === 2 ? value[change]() : value.slice(0, 1)[change]() + value.slice(1);
    }
    case 'Transform':
    case 'Names':
    case 'Unknown':
      throw new NotSimulated(`sh: ${part.text}`);
  }
}

type Operation<T extends string> = Extract<NonNullable<ParameterExpansionPart['operation']>, { type: T }>;

function* withDefault(shell: Shell, name: string, { operator, operand }: Operation<'Default'>): Work<string> {
  const value = valueOf(shell, name);
  const isThere = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  switch (operator.replace(':', '')) {
    case '+':
      return isThere ? yield* expandText(shell, operand) : '';
    case '?':
      if (isThere) return value ?? '';
      throw new Fatal(`${name}: ${(yield* expandText(shell, operand)) || 'parameter not set'}`);
    case '=': {
      if (isThere) return value ?? '';
      const text = yield* expandText(shell, operand);
      shell.set(name, text);
      return text;
    }
    default:
      return isThere ? (value ?? '') : yield* expandText(shell, operand);
  }
}

function* slice(shell: Shell, value: string, { offset, length }: Operation<'Slice'>): Work<string> {
  const from = Number((yield* expandText(shell, offset)).trim());
  const count = length === undefined ? undefined : Number((yield* expandText(shell, length)).trim());
  if (Number.isNaN(from) || Number.isNaN(count ?? 0)) throw new NotSimulated('sh: arithmetic in a slice');
  const start = from < 0 ? Math.max(0, value.length + from) : from;
  if (count === undefined) return value.slice(start);
  return count < 0 ? value.slice(start, value.length + count) : value.slice(start, start + count);
}

function* expandText(shell: Shell, word: Word): Work<string> {
  return textOf(yield* shell.interpreter.expandPattern(shell, word));
}

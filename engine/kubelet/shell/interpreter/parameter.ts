import type { ParameterExpansionPart, Word } from 'unbash';
import { NotSimulated, type Work } from '../work.ts';
import { entriesOf, itemOf } from './arrays.ts';
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

/** What stands before an operation; undefined: nothing is set. */
function* currentValue(shell: Shell, { parameter, index, prefix }: ParameterExpansionPart): Work<string | undefined> {
  if (prefix === '!' && index === undefined) return valueOf(shell, plainValue(shell, parameter));
  if (index === undefined) return valueOf(shell, parameter);
  if (parameter === REMATCH) return matchedPart(shell, `${REMATCH}[${index.text}]`);
  if (index.text === '@' || index.text === '*') {
    const values = entriesOf(shell, parameter).map(([, value]) => value);
    return values.length === 0 ? undefined : values.join((shell.get('IFS') ?? ' ').slice(0, 1));
  }
  return yield* itemOf(shell, parameter, index);
}

/** `${...}` with its operation. */
export function* parameterValue(shell: Shell, part: ParameterExpansionPart): Work<string> {
  const { parameter, index, prefix, operation } = part;
  if (prefix === '#' && (index?.text === '@' || index?.text === '*')) return String(entriesOf(shell, parameter).length);
  const value = yield* currentValue(shell, part);
  if (prefix === '#') return String(set(shell, part, value).length);
  if (operation?.type === 'Default') return yield* withDefault(shell, part, value, operation);
  return yield* operated(shell, part, set(shell, part, value));
}

/** A value on which `set -u` insists. */
function set(shell: Shell, { parameter, index }: ParameterExpansionPart, value: string | undefined): string {
  return index === undefined && value === undefined ? plainValue(shell, parameter) : (value ?? '');
}

/** `${a[@]}`, `${!a[@]}` and `${a[@]:1:2}` are lists; undefined: the part is one value. */
export function* listValue(shell: Shell, part: ParameterExpansionPart): Work<readonly string[] | undefined> {
  const { parameter, index, prefix, operation } = part;
  if (index === undefined || (index.text !== '@' && index.text !== '*') || prefix === '#') return undefined;
  const entries = entriesOf(shell, parameter);
  if (prefix === '!') return entries.map(([key]) => key);
  const values = entries.map(([, value]) => value);
  if (operation === undefined) return values;
  if (operation.type === 'Default') return values.length > 0 ? values : undefined;
  if (operation.type === 'Slice') {
    const [from, count] = yield* limitsOf(shell, operation);
    const start = from < 0 ? Math.max(0, values.length + from) : from;
    return values.slice(start, count === undefined ? undefined : start + count);
  }
  const changed: string[] = [];
  for (const value of values) changed.push(yield* operated(shell, part, value));
  return changed;
}

/** A value with an operation that needs nothing but it. */
function* operated(shell: Shell, { operation, text: written }: ParameterExpansionPart, value: string): Work<string> {
  switch (operation?.type) {
    case undefined:
      return value;
    case 'Remove':
      return cut(value, operation.operator, yield* shell.interpreter.expandPattern(shell, operation.operand));
    case 'Replace': {
      const pattern = yield* shell.interpreter.expandPattern(shell, operation.pattern);
      const text = yield* expandText(shell, operation.replacement);
      return replace(value, operation.operator, pattern, text);
    }
    case 'Slice':
      return yield* slice(shell, value, operation);
    case 'CaseModification': {
      const change = operation.operator.startsWith('^') ? 'toUpperCase' : 'toLowerCase';
      return operation.operator.length === 2 ? value[change]() : value.slice(0, 1)[change]() + value.slice(1);
    }
    case 'Default':
    case 'Transform':
    case 'Names':
    case 'Unknown':
      throw new NotSimulated(`sh: ${written}`);
  }
}

type Operation<T extends string> = Extract<NonNullable<ParameterExpansionPart['operation']>, { type: T }>;

function* withDefault(
  shell: Shell,
  { parameter: name, index, text: written }: ParameterExpansionPart,
  value: string | undefined,
  { operator, operand }: Operation<'Default'>,
): Work<string> {
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
      if (index !== undefined) throw new NotSimulated(`sh: ${written}`);
      shell.set(name, text);
      return text;
    }
    default:
      return isThere ? (value ?? '') : yield* expandText(shell, operand);
  }
}

function* slice(shell: Shell, value: string, operation: Operation<'Slice'>): Work<string> {
  const [from, count] = yield* limitsOf(shell, operation);
  const start = from < 0 ? Math.max(0, value.length + from) : from;
  if (count === undefined) return value.slice(start);
  return count < 0 ? value.slice(start, value.length + count) : value.slice(start, start + count);
}

function* limitsOf(
  shell: Shell,
  { offset, length }: Operation<'Slice'>,
): Work<readonly [from: number, count: number | undefined]> {
  const from = yield* shell.interpreter.evaluateText(shell, yield* expandText(shell, offset));
  if (length === undefined) return [from, undefined];
  return [from, yield* shell.interpreter.evaluateText(shell, yield* expandText(shell, length))];
}

function* expandText(shell: Shell, word: Word): Work<string> {
  return textOf(yield* shell.interpreter.expandPattern(shell, word));
}

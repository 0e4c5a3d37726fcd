import type { ParsedScript, Word, WordPart } from 'unbash';
import { Capture, Input } from '../io.ts';
import { NotSimulated, type Work } from '../work.ts';
import { evaluate } from './arithmetic.ts';
import { braces } from './braces.ts';
import { Fields, textOf } from './fields.ts';
import { glob } from './glob.ts';
import { listValue, parameterValue, plainValue } from './parameter.ts';
import { mustParse } from './parse.ts';
import { hasMagic, type Piece } from './pattern.ts';
import type { Shell } from './shell.ts';

const WHITE_SPACE = ' \t\n';
const MAX_DEPTH = 50;

/** The words that a list of words becomes: expansion, splitting, file names. */
export function* expandWords(shell: Shell, words: readonly Word[]): Work<string[]> {
  const all: string[] = [];
  for (const word of words) all.push(...(yield* expandWord(shell, word)));
  return all;
}

function* expandWord(shell: Shell, word: Word): Work<readonly string[]> {
  const alternatives =
    word.parts?.some((part) => part.type === 'BraceExpansion') === true ? braces(word.text) : undefined;
  if (alternatives !== undefined) return alternatives;
  const fields = new Fields(shell.get('IFS') ?? WHITE_SPACE);
  yield* addWord(shell, word, fields, true);
  return fields.all().flatMap((pieces) => names(shell, pieces));
}

/** A pattern that matches no file stands for itself. */
function names(shell: Shell, pieces: readonly Piece[]): readonly string[] {
  if (!hasMagic(pieces)) return [textOf(pieces)];
  const found = glob(shell.container.files, shell.cwd, pieces);
  return found.length === 0 ? [textOf(pieces)] : found;
}

/** One text, neither split nor matched: values of assignments, here-documents, operands. */
export function* expandText(shell: Shell, word: Word): Work<string> {
  return textOf(yield* expandPattern(shell, word));
}

/** One text that remembers which of its characters were quoted. */
export function* expandPattern(shell: Shell, word: Word): Work<readonly Piece[]> {
  const fields = new Fields('');
  yield* addWord(shell, word, fields, false);
  const all = fields.all();
  return all.flatMap((pieces, index) => (index === 0 ? pieces : [{ text: ' ', isLiteral: true }, ...pieces]));
}

export function* expandParts(shell: Shell, parts: readonly WordPart[]): Work<string> {
  const fields = new Fields('');
  for (const part of parts) yield* addQuoted(shell, part, fields);
  return fields.all().map(textOf).join(' ');
}

function* addWord(shell: Shell, word: Word, fields: Fields, isSplit: boolean): Work<void> {
  if (word.parts === undefined) {
    const isPlain = word.text === word.value;
    fields.add(isPlain ? tilde(shell, word.value) : word.value, !isPlain || !/[*?[]/.test(word.value));
    return;
  }
  for (const [index, part] of word.parts.entries()) yield* addPart(shell, part, fields, isSplit, index === 0);
}

function tilde(shell: Shell, text: string): string {
  if (text !== '~' && !text.startsWith('~/')) return text;
  return `${shell.get('HOME') ?? '/root'}${text.slice(1)}`;
}

function* addPart(shell: Shell, part: WordPart, fields: Fields, isSplit: boolean, isFirst: boolean): Work<void> {
  switch (part.type) {
    case 'Literal':
      return fields.add(isFirst && part.value === part.text ? tilde(shell, part.value) : part.value, true);
    case 'Glob':
      return fields.add(part.text, false);
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return fields.add(part.value, true);
    case 'DoubleQuoted':
    case 'LocaleString': {
      if (part.parts.length === 0) fields.add('', true);
      for (const inner of part.parts) yield* addQuoted(shell, inner, fields);
      return;
    }
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ArithmeticExpansion': {
      const list = yield* listOf(shell, part);
      if (list !== undefined) {
        for (const [index, value] of list.entries()) {
          if (index > 0) fields.break();
          if (isSplit) fields.addSplit(value);
          else fields.add(value, true);
        }
        return;
      }
      const value = yield* valueOf(shell, part);
      if (isSplit) fields.addSplit(value);
      else fields.add(value, false);
      return;
    }
    case 'BraceExpansion':
      return fields.add(part.text, true);
    case 'ProcessSubstitution':
      return fields.add(yield* fileOf(shell, part), true);
    case 'ExtendedGlob':
      throw new NotSimulated(`sh: extended pattern ${part.text}`);
  }
}

/** Inside double quotes nothing is split; `"$@"` is a word for each argument. */
function* addQuoted(shell: Shell, part: WordPart, fields: Fields): Work<void> {
  switch (part.type) {
    case 'Literal':
      return fields.add(part.value, true);
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ArithmeticExpansion': {
      const list = isJoined(part) ? undefined : yield* listOf(shell, part);
      if (list !== undefined) {
        for (const [index, value] of list.entries()) {
          if (index > 0) fields.break();
          fields.add(value, true);
        }
        return;
      }
      return fields.add(yield* valueOf(shell, part), true);
    }
    default:
      yield* addPart(shell, part, fields, false, false);
  }
}

type Expansion = Extract<
  WordPart,
  { type: 'SimpleExpansion' | 'ParameterExpansion' | 'CommandExpansion' | 'ArithmeticExpansion' }
>;

/** What is several words: the arguments, the items of an array. */
function* listOf(shell: Shell, part: Expansion): Work<readonly string[] | undefined> {
  if (/^\$(?:[@*]|\{[@*]\})$/.test(part.text)) return shell.args;
  return part.type === 'ParameterExpansion' ? yield* listValue(shell, part) : undefined;
}

/** `"$*"` and `"${a[*]}"` are one word. */
function isJoined(part: Expansion): boolean {
  return part.text === '$*' || part.text === '${*}' || (part.type === 'ParameterExpansion' && part.index?.text === '*');
}

function* valueOf(shell: Shell, part: Expansion): Work<string> {
  switch (part.type) {
    case 'SimpleExpansion':
      return plainValue(shell, part.text.slice(1));
    case 'ParameterExpansion':
      return yield* parameterValue(shell, part);
    case 'ArithmeticExpansion':
      return part.expression === undefined ? '0' : String(yield* evaluate(shell, part.expression));
    case 'CommandExpansion':
      return part.script === undefined ? '' : yield* substitute(shell, part.script);
  }
}

/** `$(...)`: what a subshell prints, without the newlines at its end. */
function* substitute(shell: Shell, script: ParsedScript): Work<string> {
  return (yield* printed(shell, script)).replace(/\n+$/, '');
}

function* printed(shell: Shell, script: ParsedScript): Work<string> {
  if (shell.depth >= MAX_DEPTH) throw new NotSimulated(`sh: more than ${MAX_DEPTH} nested substitutions or functions`);
  mustParse(script, script.source ?? shell.source);
  const stdout = new Capture();
  const inner = shell.fork(shell.task, { ...shell.streams, stdin: Input.of(''), stdout });
  inner.depth += 1;
  if (script.source !== undefined) inner.source = script.source;
  yield* shell.interpreter.runScript(inner, script);
  shell.status = inner.status;
  return stdout.text;
}

type ProcessSubstitution = Extract<WordPart, { type: 'ProcessSubstitution' }>;

/** `<(...)`: the path of a file with what it prints, which is there until the command that reads it has ended. */
function* fileOf(shell: Shell, { text, operator, script }: ProcessSubstitution): Work<string> {
  if (operator !== '<' || shell.dialect !== 'bash') throw new NotSimulated(`sh: process substitution ${text}`);
  const content = script === undefined ? '' : yield* printed(shell, script);
  const { files } = shell.container;
  const path = `${DESCRIPTORS}/${FIRST_DESCRIPTOR - shell.substituted.length}`;
  files.mkdir(DESCRIPTORS, true);
  files.write(path, content, false);
  shell.substituted.push(path);
  return path;
}

const DESCRIPTORS = '/dev/fd';
const FIRST_DESCRIPTOR = 63;

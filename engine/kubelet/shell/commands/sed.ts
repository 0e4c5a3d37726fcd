import { replaced } from '../interpreter/linear.ts';
import { regularExpression } from '../interpreter/regular-expression.ts';
import type { Work } from '../work.ts';
import { NotSimulated } from '../work.ts';
import { type Call, fail, inputs, linesOf, parse, pathOf } from './command.ts';

type Edit = (
  line: string,
  number: number,
) => { readonly line: string; readonly isDeleted?: boolean; readonly isPrinted?: boolean };

/** sed [-n] [-i] [-E] 's/a/b/g' | '/x/d' | '3p' [FILE...] */
export function* sed(call: Call): Work<number> {
  const { flags, rest, values } = parse(call, 'nirEe:');
  const scripts = values.get('e') ?? rest.slice(0, 1);
  if (scripts.length === 0) return fail(call, 'no script given');
  const syntax = flags.has('E') || flags.has('r') ? 'extended' : 'basic';
  const edits = scripts
    .flatMap((script) => script.split(/;(?=\s*(?:s|\d|\/|$))/))
    .filter((one) => one.trim() !== '')
    .map((one) => editOf(one.trim(), syntax));
  const paths = values.has('e') ? rest : rest.slice(1);
  const { texts, failed } = yield* inputs(call, paths);
  for (const { name, text } of texts) {
    const out = edited(linesOf(text), edits, flags.has('n'));
    if (!flags.has('i')) call.stdout.write(out);
    else {
      const written = call.container.files.write(pathOf(call, name), out, false);
      if (!written.ok) return fail(call, `couldn't open ${name}: ${written.why}`, 4);
    }
  }
  return failed ? 2 : 0;
}

function edited(lines: readonly string[], edits: readonly Edit[], isQuiet: boolean): string {
  return lines
    .map((original, i) => {
      let line = original;
      let extra = '';
      for (const edit of edits) {
        const result = edit(line, i + 1);
        if (result.isDeleted === true) return extra;
        ({ line } = result);
        if (result.isPrinted === true) extra += `${line}\n`;
      }
      return extra + (isQuiet ? '' : `${line}\n`);
    })
    .join('');
}

function editOf(script: string, syntax: 'basic' | 'extended'): Edit {
  const addressed = /^(?:(\d+)(?:,(\d+))?|\/((?:[^/\\]|\\.)*)\/)?\s*([^]*)$/.exec(script);
  const [, first, last, pattern, command = ''] = addressed ?? [];
  const expression = pattern === undefined ? undefined : regularExpression(pattern, { syntax });
  const applies = (line: string, number: number): boolean => {
    if (expression !== undefined) return expression.test(line);
    return first === undefined || (number >= Number(first) && number <= Number(last ?? first));
  };
  if (command === 'd') return (line, number) => ({ line, isDeleted: applies(line, number) });
  if (command === 'p') return (line, number) => ({ line, isPrinted: applies(line, number) });
  const replace = substitution(command, syntax);
  return (line, number) => (applies(line, number) ? replace(line) : { line });
}

function substitution(
  command: string,
  syntax: 'basic' | 'extended',
): (line: string) => { readonly line: string; readonly isPrinted?: boolean } {
  const mark = command[1] ?? '';
  const parts = command.startsWith('s') && mark !== '' ? split(command.slice(2), mark) : [];
  const [pattern, replacement, options = ''] = parts;
  if (pattern === undefined || replacement === undefined || !/^[gip]*$/.test(options))
    throw new NotSimulated(`sed '${command}'`);
  const expression = regularExpression(pattern, { syntax, ignoresCase: options.includes('i') });
  return (line) => {
    const all = expression.all(line);
    const found = options.includes('g') ? all : all.slice(0, 1);
    const next = replaced(line, found, ({ groups }) => filled(replacement, groups));
    return { line: next, isPrinted: found.length > 0 && options.includes('p') };
  };
}

/** `&` is the whole match, `\1` its first group. */
function filled(replacement: string, groups: readonly string[]): string {
  return replacement.replaceAll(/\\(\d)|\\(.)|&/g, (_, group: string | undefined, char: string | undefined) => {
    if (group !== undefined) return groups[Number(group)] ?? '';
    return char === undefined ? (groups[0] ?? '') : char === 'n' ? '\n' : char;
  });
}

function split(text: string, mark: string): readonly string[] {
  const parts = [''];
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === mark) parts.push('');
    else if (char === '\\' && text[i + 1] === mark) parts.push(`${parts.pop() ?? ''}${text[++i] ?? ''}`);
    else if (char === '\\') parts.push(`${parts.pop() ?? ''}${char}${text[++i] ?? ''}`);
    else parts.push(`${parts.pop() ?? ''}${char}`);
  }
  return parts;
}

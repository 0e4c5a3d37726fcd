import { relative } from 'node:path';
import type { Support } from './execute.ts';
import { libraryOf, type StepDefinition } from './lint/selection.ts';

/** `seatrial steps`: every step text there is, by file, with the place of its definition. */
export function catalogue(support: Support, words: readonly string[]): string {
  const { stepDefinitions } = libraryOf(support.library);
  const byFile = new Map<string, StepDefinition[]>();
  for (const definition of stepDefinitions) {
    const file = relative(support.cwd, definition.uri.replace(/^file:\/\//, ''));
    if (!words.every((word) => `${file} ${textOf(definition)}`.toLowerCase().includes(word.toLowerCase()))) continue;
    const list = byFile.get(file);
    if (list === undefined) byFile.set(file, [definition]);
    else list.push(definition);
  }
  return [...byFile].map(([file, definitions]) => `${file}\n${definitions.map(lineOf).join('')}`).join('\n');
}

function lineOf(definition: StepDefinition): string {
  return `  ${definition.keyword.padEnd(6)} ${textOf(definition)}\n`;
}

function textOf({ pattern }: StepDefinition): string {
  return String(pattern);
}

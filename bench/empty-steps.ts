import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfiguration, loadSupport } from '@cucumber/cucumber/api';
import { ROOT } from './processes.ts';

interface Definition {
  readonly pattern: string | RegExp;
  readonly code: { readonly length: number };
}

interface ParameterType {
  readonly name: string | undefined;
  readonly regexpStrings: readonly string[];
}

/** What cucumber's library holds besides its published type. */
interface Library {
  readonly stepDefinitions: readonly Definition[];
  readonly parameterTypeRegistry: { readonly parameterTypes: Iterable<ParameterType> };
}

/** Writes a support file with all of our step texts and parameter types and nothing in their bodies. */
export async function writeEmptySteps(file: string): Promise<void> {
  const { runConfiguration } = await loadConfiguration({ file: 'cucumber.js' }, { cwd: ROOT });
  const support = (await loadSupport(runConfiguration, { cwd: ROOT })) as unknown as Library;
  const definitions = support.stepDefinitions;
  const known = new Set([
    'int',
    'float',
    'word',
    'string',
    '',
    'double',
    'bigdecimal',
    'byte',
    'short',
    'long',
    'biginteger',
  ]);
  const types = [...support.parameterTypeRegistry.parameterTypes].filter(({ name }) => !known.has(name ?? ''));
  const lines = [
    `import { defineParameterType, defineStep } from ${JSON.stringify(join(ROOT, 'node_modules/@cucumber/cucumber/lib/index.js'))};`,
    'const empty = (length) => Object.defineProperty(function () {}, "length", { value: length });',
    ...types.map(
      ({ name, regexpStrings }) =>
        `defineParameterType({ name: ${JSON.stringify(name)}, regexp: ${JSON.stringify(regexpStrings)}.map((text) => new RegExp(text)), transformer: (text) => text, useForSnippets: false });`,
    ),
    ...definitions.map(({ pattern, code }) => {
      const text = pattern instanceof RegExp ? String(pattern) : JSON.stringify(pattern);
      return `defineStep(${text}, empty(${code.length}));`;
    }),
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
}

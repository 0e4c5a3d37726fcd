import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import type { Definition } from './definitions.ts';
import { toJsonSchemas } from './json-schemas.ts';

type StandaloneCode = (ajv: Ajv, exports: Record<string, string>) => string;

const standaloneCode = (createRequire(import.meta.url)('ajv/dist/standalone') as { default: StandaloneCode }).default;

const HELPERS = `function add(errors, error) {
  if (errors === null) return [error];
  errors.push(error);
  return errors;
}
function join(errors, more) {
  if (errors === null) return more;
  for (const error of more) errors.push(error);
  return errors;
}`;

/**
 * What is taken out of ajv's text: nobody reads these members of its errors, and the text is loaded at every start (1.25 MB
 * and 16 ms as ajv writes it, 0.9 MB and 12 ms like this). Every row has to match something, so a new ajv cannot slip past.
 */
const SHORTENINGS: readonly (readonly [what: string, pattern: RegExp, replacement: string])[] = [
  ['prologue', /^"use strict";/, ''],
  ['source names', /\/\*# sourceURL="[^"]*" \*\//g, ''],
  ['schema paths', /schemaPath:"[^"]*",/g, ''],
  ['parents of calls', /,parentData:data\d*,parentDataProperty:[^,{}]*,rootData\}/g, '}'],
  [
    'parents of functions',
    /\{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}/g,
    '{instancePath=""}={}',
  ],
  [
    'pushes',
    /if\(vErrors === null\)\{vErrors = \[(err\d+)\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/g,
    'vErrors=add(vErrors,$1);errors++;',
  ],
  // ajv concatenates, which takes quadratic time over a hostile list of mistakes.
  [
    'errors of calls',
    /vErrors = vErrors === null \? ((?:wrapper\d+\.)?validate\d*)\.errors : vErrors\.concat\(\1\.errors\);/g,
    'vErrors=join(vErrors,$1.errors);',
  ],
  ['error variables', /const (err\d+) = (\{[^;]*\});vErrors=add\(vErrors,\1\);/g, 'vErrors=add(vErrors,$2);'],
  ['one line', /(?<=[;}])(?=function validate|const schema)/g, '\n'],
];

/** The validators of the given definitions as one ECMAScript module without imports, exporting `validators` by definition name. */
export function validatorModule(definitions: Readonly<Record<string, Definition>>, roots: readonly string[]): string {
  const schemas = toJsonSchemas(definitions);
  const code = { source: true, esm: true };
  const ajv = new Ajv({ strict: false, allErrors: true, inlineRefs: false, messages: false, schemas, code });
  const names = roots.map((id, index): [string, string] => [`root${index}`, id]);
  const text = shorten(standaloneCode(ajv, Object.fromEntries(names)).replace(/export const root/g, 'const root'));
  if (/\b(?:require|import)\b/.test(text)) throw new Error('the validators must not import anything');
  const table = names.map(([name, id]) => `  '${id}': ${name},`).join('\n');
  return `${HELPERS}\n${text}\nexport const validators = {\n${table}\n};\n`;
}

function shorten(text: string): string {
  return SHORTENINGS.reduce((shorter, [what, pattern, replacement]) => {
    if (shorter.search(pattern) < 0) throw new Error(`ajv writes its code differently now: no ${what} to shorten`);
    return shorter.replace(pattern, replacement);
  }, text);
}

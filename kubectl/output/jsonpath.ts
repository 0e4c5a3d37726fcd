import { formatGoFloat, goSyntax } from './go-value.ts';
import { JsonPathError, type PathNode } from './jsonpath-nodes.ts';
import { parseTemplate } from './jsonpath-parser.ts';
import { walkNodes } from './jsonpath-walk.ts';
import { compactJson, printJson } from './json.ts';

export { JsonPathError } from './jsonpath-nodes.ts';

/** A parsed template that can be applied to any number of objects. */
export interface JsonPath {
  readonly template: string;
  /** One list of values for each part of the template, `range` blocks unrolled; a field that is not there may be an error. */
  find(data: unknown, mustExist?: boolean): readonly (readonly unknown[])[];
}

/** Parses a JSONPath template; throws JsonPathError with client-go's own text. */
export function parseJsonPath(template: string): JsonPath {
  const nodes = parseTemplate(template);
  return { template, find: (data, mustExist = false) => evaluate(nodes, data, mustExist) };
}

/**
 * `-o jsonpath=TEMPLATE`, without a newline of its own.
 * @param mustExist `--allow-missing-template-keys=false`
 * @throws JsonPathError whose message kubectl prints after `error: `
 */
export function printJsonPath(template: string, data: unknown, mustExist: boolean = false): string {
  const path = parseForPrinter(template);
  return runForPrinter(template, data, () =>
    path
      .find(data, mustExist)
      .map((values) => printValues(values))
      .join(''),
  );
}

/** `-o jsonpath-as-json=TEMPLATE`: all values as one JSON list. */
export function printJsonPathAsJson(template: string, data: unknown, mustExist: boolean = false): string {
  const path = parseForPrinter(template);
  return runForPrinter(template, data, () =>
    path
      .find(data, mustExist)
      .map((values) => printJson(values))
      .join(''),
  );
}

/**
 * `.a.b`, `a.b` and `{a.b}` as the full template `{.a.b}`, for --sort-by, custom-columns and wait.
 * @throws JsonPathError for anything else
 */
export function relaxedJsonPath(expression: string): string {
  if (expression === '') return expression;
  const [, braced, bare] = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(expression) ?? [];
  const path = braced ?? bare;
  if (path === undefined) {
    throw new JsonPathError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  return `{.${path}}`;
}

function parseForPrinter(template: string): JsonPath {
  if (template === '') throw new JsonPathError('template format specified but no template given');
  try {
    return parseJsonPath(template);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new JsonPathError(`error parsing jsonpath ${template}, ${error.message}`, { cause: error });
  }
}

function runForPrinter(template: string, data: unknown, run: () => string): string {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    const dump = `\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(data)}\n\n`;
    throw new JsonPathError(
      `error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${error.message}. Printing more information for debugging the template:\n${dump}\n`,
      { cause: error },
    );
  }
}

function identifierOf(node: PathNode): string | undefined {
  const [first] = node.type === 'list' ? node.nodes : [];
  return first?.type === 'identifier' ? first.name : undefined;
}

/** Where the `end` of the `range` whose block begins at `from` stands, or undefined. */
function findEnd(nodes: readonly PathNode[], from: number): number | undefined {
  let open = 1;
  for (let at = from; at < nodes.length; at += 1) {
    const node = nodes[at];
    const name = node === undefined ? undefined : identifierOf(node);
    if (name === 'range') open += 1;
    if (name === 'end') open -= 1;
    if (open === 0) return at;
  }
  return undefined;
}

function evaluate(nodes: readonly PathNode[], data: unknown, mustExist: boolean): readonly (readonly unknown[])[] {
  const found: (readonly unknown[])[] = [];
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at];
    if (node === undefined) continue;
    const name = identifierOf(node);
    if (name === 'end') throw new JsonPathError('not in range, nothing to end');
    if (name !== 'range') {
      found.push(walkNodes([data], [node], mustExist));
      continue;
    }
    const path = node.type === 'list' ? node.nodes.slice(1) : [];
    const end = findEnd(nodes, at + 1);
    const block = nodes.slice(at + 1, end);
    for (const value of walkNodes([data], path, mustExist)) found.push(...evaluate(block, value, mustExist));
    // A range that is never closed repeats its block and then goes on with it once more outside, as client-go does.
    if (end !== undefined) at = end;
  }
  return found;
}

function printValues(values: readonly unknown[]): string {
  return values.map((value) => printValue(value)).join(' ');
}

/** Maps and lists as JSON, other values as they are. */
function printValue(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'object') return compactJson(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : formatGoFloat(value);
  return String(value);
}

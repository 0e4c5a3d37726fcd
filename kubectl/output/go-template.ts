import { callFunction, FunctionError, isTruthy } from './go-template-functions.ts';
import { GoTemplateError } from './go-template-lexer.ts';
import type { Operand, Pipeline, TemplateNode } from './go-template-nodes.ts';
import { parseGoTemplate } from './go-template-parser.ts';
import { goPrint, sortedEntries } from './go-value.ts';
import { compactJson } from './json.ts';

export { GoTemplateError } from './go-template-lexer.ts';

const maxOutputLength = 10 * 1024 * 1024;
const maxSteps = 1_000_000;

/**
 * `-o go-template=TEMPLATE`, without a newline of its own. Supported: fields, variables, pipelines, if/else, range, with,
 * break and continue, comments, trimming, and the functions of go-template-functions.ts; anything else is refused by name.
 * @throws GoTemplateError whose message kubectl prints after `error: ` and whose `stdout` it has printed before
 */
export function printGoTemplate(template: string, data: unknown, mustExist: boolean = false): string {
  if (template === '') throw new GoTemplateError('template format specified but no template given');
  let nodes: readonly TemplateNode[];
  try {
    nodes = parseGoTemplate(template);
  } catch (error) {
    if (!(error instanceof GoTemplateError)) throw error;
    throw new GoTemplateError(`error parsing template ${template}, ${error.message}`);
  }
  const run = new Execution(template, data, mustExist);
  try {
    run.nodes(nodes, data);
  } catch (error) {
    if (!(error instanceof GoTemplateError)) throw error;
    const dump = `\ttemplate was:\n\t\t${template}\n\traw data was:\n\t\t${compactJson(data)}\n\tobject given to template engine was:\n\t\t${goPrint(data)}\n\n`;
    throw new GoTemplateError(
      `error executing template ${JSON.stringify(template)}: ${error.message}`,
      `${run.output}Error executing template: ${error.message}. Printing more information for debugging the template:\n${dump}`,
    );
  }
  return run.output;
}

/** How a list of nodes ended. */
type Flow = 'on' | 'break' | 'continue';

class Execution {
  output = '';
  readonly #template: string;
  /** A key that a map does not have is an error. */
  readonly #mustExist: boolean;
  readonly #variables: { readonly name: string; value: unknown }[];
  #steps = 0;

  constructor(template: string, root: unknown, mustExist: boolean) {
    this.#template = template;
    this.#mustExist = mustExist;
    this.#variables = [{ name: '$', value: root }];
  }

  nodes(nodes: readonly TemplateNode[], dot: unknown): Flow {
    for (const node of nodes) {
      const flow = this.#node(node, dot);
      if (flow !== 'on') return flow;
    }
    return 'on';
  }

  #write(text: string): void {
    this.output += text;
    if (this.output.length > maxOutputLength)
      throw new GoTemplateError(`the output is longer than ${maxOutputLength} characters`);
  }

  #fail(operand: Operand, problem: string): never {
    const before = this.#template.slice(0, operand.at);
    const line = before.split('\n').length;
    const column = operand.at - (before.lastIndexOf('\n') + 1);
    throw new GoTemplateError(
      `template: output:${line}:${column}: executing "output" at <${operand.source}>: ${problem}`,
    );
  }

  #node(node: TemplateNode, dot: unknown): Flow {
    this.#steps += 1;
    if (this.#steps > maxSteps) throw new GoTemplateError(`the template takes more than ${maxSteps} steps`);
    switch (node.type) {
      case 'text':
        this.#write(node.text);
        return 'on';
      case 'break':
      case 'continue':
        return node.type;
      case 'action': {
        const value = this.#pipeline(node.pipeline, dot);
        this.#declare(node.pipeline, [value]);
        if (node.pipeline.declares.length === 0)
          this.#write(value === null || value === undefined ? '<no value>' : goPrint(value));
        return 'on';
      }
      case 'range':
        return this.#scoped(() => this.#range(node, dot));
      case 'if':
      case 'with':
        return this.#scoped(() => {
          const value = this.#pipeline(node.pipeline, dot);
          this.#declare(node.pipeline, [value]);
          if (!isTruthy(value)) return this.nodes(node.otherwise, dot);
          return this.nodes(node.body, node.type === 'with' ? value : dot);
        });
    }
  }

  #scoped(run: () => Flow): Flow {
    const known = this.#variables.length;
    const flow = run();
    this.#variables.length = known;
    return flow;
  }

  #declare(pipeline: Pipeline, values: readonly unknown[]): void {
    for (const [at, name] of pipeline.declares.entries()) {
      const existing = pipeline.assigns ? this.#variables.findLast((variable) => variable.name === name) : undefined;
      if (existing === undefined) this.#variables.push({ name, value: values[at] });
      else existing.value = values[at];
    }
  }

  #range(node: Extract<TemplateNode, { body: unknown }>, dot: unknown): Flow {
    const collection = this.#pipeline(node.pipeline, dot);
    const entries = this.#entries(collection, node.pipeline);
    if (entries.length === 0) return this.nodes(node.otherwise, dot);
    for (const [key, value] of entries) {
      const known = this.#variables.length;
      this.#declare(node.pipeline, node.pipeline.declares.length === 1 ? [value] : [key, value]);
      const flow = this.nodes(node.body, value);
      this.#variables.length = known;
      if (flow === 'break') break;
    }
    return 'on';
  }

  #entries(collection: unknown, pipeline: Pipeline): readonly (readonly [unknown, unknown])[] {
    if (collection === null || collection === undefined) return [];
    if (Array.isArray(collection)) return [...collection.entries()];
    if (typeof collection === 'object') return sortedEntries(collection);
    const [operand] = pipeline.commands;
    if (operand === undefined) return [];
    return this.#fail(operand, `range can't iterate over ${goPrint(collection)}`);
  }

  #pipeline(pipeline: Pipeline, dot: unknown): unknown {
    let value: unknown;
    for (const [at, command] of pipeline.commands.entries()) {
      if (at === 0) value = this.#operand(command, dot);
      else if (command.type === 'call') value = this.#call(command, dot, [value]);
      else this.#fail(command, `can't give argument to non-function ${command.source}`);
    }
    return value;
  }

  #operand(operand: Operand, dot: unknown): unknown {
    switch (operand.type) {
      case 'constant':
        return operand.value;
      case 'nil':
        return this.#fail(operand, 'nil is not a command');
      case 'call':
        return this.#call(operand, dot, []);
      case 'pipeline':
        return this.#pipeline(operand.pipeline, dot);
      case 'variable':
        return this.#fields(
          operand,
          this.#variables.findLast(({ name }) => name === operand.name)?.value,
          operand.fields,
        );
      case 'path': {
        const base = typeof operand.base === 'string' ? dot : this.#operand(operand.base, dot);
        return this.#fields(operand, base, operand.fields);
      }
    }
  }

  #fields(operand: Operand, base: unknown, names: readonly string[]): unknown {
    let value = base;
    for (const name of names) {
      if (value === null || value === undefined) return undefined;
      if (typeof value !== 'object' || Array.isArray(value))
        return this.#fail(operand, `can't evaluate field ${name} in type interface {}`);
      if (this.#mustExist && !Object.hasOwn(value, name))
        return this.#fail(operand, `map has no entry for key ${JSON.stringify(name)}`);
      value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    }
    return value;
  }

  #call(call: Extract<Operand, { type: 'call' }>, dot: unknown, piped: readonly unknown[]): unknown {
    const args = call.args.map((arg) => (arg.type === 'nil' ? null : this.#operand(arg, dot)));
    try {
      return callFunction(call.name, [...args, ...piped]);
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      return this.#fail(call, `error calling ${call.name}: ${error.message}`);
    }
  }
}

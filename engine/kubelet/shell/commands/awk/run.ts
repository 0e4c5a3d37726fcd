import type { Output } from '../../io.ts';
import { evaluate, keyOf, sprintf } from './evaluate.ts';
import type { Rule, Statement } from './parser.ts';
import type { AwkState } from './state.ts';
import { isTrue, toNumber, toText } from './value.ts';

/** What a statement does to those behind it. */
type Jump = 'next' | 'break' | 'continue' | 'exit' | undefined;

/** A program with what it remembers. */
export class AwkRun {
  readonly #rules: readonly Rule[];
  readonly #state: AwkState;
  readonly #stdout: Output;
  readonly #open = new Set<Rule>();

  constructor(rules: readonly Rule[], state: AwkState, stdout: Output) {
    this.#rules = rules;
    this.#state = state;
    this.#stdout = stdout;
  }

  /** Whether there is anything to do but at the beginning. */
  get readsInput(): boolean {
    return this.#rules.some(({ when }) => when !== 'BEGIN');
  }

  /** Runs BEGIN or END. False: it has ended the program. */
  at(when: 'BEGIN' | 'END'): boolean {
    for (const rule of this.#rules)
      if (rule.when === when && rule.body !== undefined && this.#run(rule.body) === 'exit') return false;
    return true;
  }

  /** Runs the rules on a line. False: one of them has ended the program. */
  line(text: string): boolean {
    const state = this.#state;
    state.line = text;
    for (const name of ['NR', 'FNR']) state.set(name, toNumber(state.get(name)) + 1);
    for (const rule of this.#rules) {
      if (rule.when !== 'line' || !this.#applies(rule)) continue;
      const jump = this.#run(rule.body ?? PRINT);
      if (jump === 'exit') return false;
      if (jump === 'next') return true;
    }
    return true;
  }

  #applies(rule: Rule): boolean {
    const { pattern, until } = rule;
    if (pattern === undefined) return true;
    const isOpen = this.#open.has(rule) || isTrue(evaluate(this.#state, pattern));
    if (until === undefined || !isOpen) return isOpen;
    if (isTrue(evaluate(this.#state, until))) this.#open.delete(rule);
    else this.#open.add(rule);
    return true;
  }

  #run(node: Statement): Jump {
    const state = this.#state;
    state.count();
    switch (node.type) {
      case 'expression':
        evaluate(state, node.value);
        return undefined;
      case 'print':
        this.#stdout.write(this.#printed(node));
        return undefined;
      case 'block':
        for (const each of node.body) {
          const jump = this.#run(each);
          if (jump !== undefined) return jump;
        }
        return undefined;
      case 'if': {
        const next = isTrue(evaluate(state, node.test)) ? node.yes : node.no;
        return next === undefined ? undefined : this.#run(next);
      }
      case 'loop':
        return this.#loop(node);
      case 'each':
        for (const [key] of new Map(state.array(node.array))) {
          state.set(node.name, key);
          const jump = this.#run(node.body);
          if (jump === 'break') break;
          if (jump === 'next' || jump === 'exit') return jump;
        }
        return undefined;
      case 'delete':
        if (node.keys.length === 0) state.array(node.array).clear();
        else state.array(node.array).delete(keyOf(state, node.keys));
        return undefined;
      case 'exit':
        if (node.value !== undefined) state.exitCode = toNumber(evaluate(state, node.value));
        return 'exit';
      case 'next':
      case 'break':
      case 'continue':
        return node.type;
    }
  }

  #loop({ test, update, body, isTestedLast }: Statement & { type: 'loop' }): Jump {
    const holds = (): boolean => test === undefined || isTrue(evaluate(this.#state, test));
    for (let isFirst = isTestedLast; isFirst || holds(); isFirst = false) {
      const jump = this.#run(body);
      if (jump === 'break') break;
      if (jump === 'next' || jump === 'exit') return jump;
      if (update !== undefined) this.#run(update);
    }
    return undefined;
  }

  #printed({ isFormatted, items }: Statement & { type: 'print' }): string {
    const state = this.#state;
    const values = items.map((item) => evaluate(state, item));
    if (isFormatted) return sprintf(values);
    const texts = values.length === 0 ? [state.line] : values.map(toText);
    return texts.join(toText(state.get('OFS'))) + toText(state.get('ORS'));
  }
}

const PRINT: Statement = { type: 'print', isFormatted: false, items: [] };

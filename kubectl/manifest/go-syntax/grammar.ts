import { GoYamlError, type Mark } from './mark.ts';
import { Scanner } from './scanner.ts';
import type { Token, TokenType } from './token.ts';

/** What the grammar reports while it walks through one document. */
export interface GrammarListener {
  /** A scalar, an alias or the start of a collection; `depth` counts the collections around it. */
  node(type: 'scalar' | 'alias' | 'collection', depth: number, mark: Mark): void;
}

type State =
  | 'block-node'
  | 'block-sequence-entry'
  | 'indentless-sequence-entry'
  | 'block-mapping-key'
  | 'block-mapping-value'
  | 'flow-sequence-first-entry'
  | 'flow-sequence-entry'
  | 'flow-sequence-pair-key'
  | 'flow-sequence-pair-value'
  | 'flow-sequence-pair-end'
  | 'flow-mapping-first-key'
  | 'flow-mapping-key'
  | 'flow-mapping-value'
  | 'flow-mapping-empty-value'
  | 'end';

/** go-yaml v2 refuses deeper flow or block nesting than this with a message of its own. */
const goMaxDepth = 10_000;

/**
 * Walks through the first document of a text as go-yaml v2's parser does and throws GoYamlError at the first mistake.
 * Returns where the document ends: go-yaml reads nothing behind a `...`.
 * A state machine over an explicit stack: nesting costs memory, never call stack.
 */
export function checkGrammar(text: string, listener: GrammarListener): number {
  return new Grammar(text, listener).run();
}

class Grammar {
  readonly #scanner: Scanner;
  readonly #listener: GrammarListener;
  readonly #stack: State[] = [];
  readonly #marks: Mark[] = [];
  readonly #anchors = new Set<string>();
  #state: State = 'block-node';

  constructor(text: string, listener: GrammarListener) {
    this.#scanner = new Scanner(text);
    this.#listener = listener;
  }

  run(): number {
    if (!this.#startDocument()) return this.#scanner.peek().mark.index;
    this.#stack.push('end');
    while (this.#state !== 'end') this.#step(this.#state);
    // go-yaml looks at one token more, which is how it sees the ':' of a key that spans two lines.
    return this.#scanner.peek().mark.index;
  }

  /** False for a text without any document. */
  #startDocument(): boolean {
    while (this.#is('document-end')) this.#scanner.take();
    if (this.#is('stream-end')) return false;
    if (!this.#is('directive', 'document-start')) return true;
    while (this.#is('directive')) this.#scanner.take();
    if (!this.#is('document-start'))
      throw new GoYamlError('parser', 'did not find expected <document start>', this.#scanner.peek().mark);
    this.#scanner.take();
    if (!this.#is('directive', 'document-start', 'document-end', 'stream-end')) return true;
    this.#listener.node('scalar', 0, this.#scanner.peek().mark);
    return false;
  }

  #is(...types: TokenType[]): boolean {
    return types.includes(this.#scanner.peek().type);
  }

  #pop(): State {
    return this.#stack.pop() ?? 'end';
  }

  #open(state: State): void {
    const mark = this.#scanner.peek().mark;
    this.#listener.node('collection', this.#marks.length, mark);
    this.#marks.push(mark);
    if (this.#marks.length > goMaxDepth) throw new GoYamlError('scanner', `exceeded max depth of ${goMaxDepth}`, mark);
    this.#state = state;
  }

  #close(): void {
    this.#marks.pop();
    this.#state = this.#pop();
  }

  #empty(next: State): void {
    this.#listener.node('scalar', this.#marks.length, this.#scanner.peek().mark);
    this.#state = next;
  }

  #fail(problem: string, token: Token = this.#scanner.peek()): never {
    throw new GoYamlError('parser', problem, token.mark, this.#marks.at(-1));
  }

  /** A node, or an empty one where one of `instead` stands; afterwards the grammar goes on with `next`. */
  #nodeUnless(instead: readonly TokenType[], next: State, block: boolean, indentless = false): void {
    if (this.#is(...instead)) return this.#empty(next);
    this.#stack.push(next);
    this.#node(block, indentless);
  }

  #node(block: boolean, indentless: boolean): void {
    const start = this.#scanner.peek().mark;
    if (this.#is('alias')) return this.#alias();
    const hasProperties = this.#properties();
    const { type, mark } = this.#scanner.peek();
    if (indentless && type === 'block-entry') return this.#open('indentless-sequence-entry');
    if (type === 'scalar') {
      this.#listener.node('scalar', this.#marks.length, mark);
      this.#scanner.take();
      this.#state = this.#pop();
      return;
    }
    const opened = openingStates[type];
    if (opened !== undefined && (block || !type.startsWith('block'))) {
      this.#open(opened);
      this.#scanner.take();
      return;
    }
    if (hasProperties) return this.#empty(this.#pop());
    throw new GoYamlError('parser', 'did not find expected node content', mark, start);
  }

  #alias(): void {
    const token = this.#scanner.take();
    const name = token.text ?? '';
    if (!this.#anchors.has(name))
      throw new GoYamlError('decoder', `yaml: unknown anchor '${name}' referenced`, token.mark);
    this.#listener.node('alias', this.#marks.length, token.mark);
    this.#state = this.#pop();
  }

  #properties(): boolean {
    let found = false;
    while (this.#is('anchor', 'tag')) {
      const token = this.#scanner.take();
      if (token.type === 'anchor') this.#anchors.add(token.text ?? '');
      found = true;
    }
    return found;
  }

  #step(state: State): void {
    switch (state) {
      case 'block-node':
        this.#node(true, false);
        return;
      case 'block-sequence-entry':
        return this.#blockSequenceEntry();
      case 'indentless-sequence-entry':
        if (!this.#is('block-entry')) return this.#close();
        this.#scanner.take();
        return this.#nodeUnless(['block-entry', 'key', 'value', 'block-end'], state, true);
      case 'block-mapping-key':
        return this.#blockMappingKey();
      case 'block-mapping-value':
        if (!this.#is('value')) return this.#empty('block-mapping-key');
        this.#scanner.take();
        return this.#nodeUnless(['key', 'value', 'block-end'], 'block-mapping-key', true, true);
      case 'flow-sequence-first-entry':
      case 'flow-sequence-entry':
        return this.#flowSequenceEntry(state === 'flow-sequence-first-entry');
      case 'flow-sequence-pair-key':
        return this.#nodeUnless(['value', 'flow-entry', 'flow-sequence-end'], 'flow-sequence-pair-value', false);
      case 'flow-sequence-pair-value':
        if (!this.#is('value')) return this.#empty('flow-sequence-pair-end');
        this.#scanner.take();
        return this.#nodeUnless(['flow-entry', 'flow-sequence-end'], 'flow-sequence-pair-end', false);
      case 'flow-sequence-pair-end':
        return this.#close();
      case 'flow-mapping-first-key':
      case 'flow-mapping-key':
        return this.#flowMappingKey(state === 'flow-mapping-first-key');
      case 'flow-mapping-empty-value':
        return this.#empty('flow-mapping-key');
      case 'flow-mapping-value':
        if (!this.#is('value')) return this.#empty('flow-mapping-key');
        this.#scanner.take();
        return this.#nodeUnless(['flow-entry', 'flow-mapping-end'], 'flow-mapping-key', false);
      case 'end':
        return;
    }
  }

  #blockSequenceEntry(): void {
    if (this.#is('block-end')) {
      this.#scanner.take();
      return this.#close();
    }
    if (!this.#is('block-entry')) this.#fail("did not find expected '-' indicator");
    this.#scanner.take();
    this.#nodeUnless(['block-entry', 'block-end'], 'block-sequence-entry', true);
  }

  #blockMappingKey(): void {
    if (this.#is('block-end')) {
      this.#scanner.take();
      return this.#close();
    }
    if (!this.#is('key')) this.#fail('did not find expected key');
    this.#scanner.take();
    this.#nodeUnless(['key', 'value', 'block-end'], 'block-mapping-value', true, true);
  }

  #flowSequenceEntry(first: boolean): void {
    if (!first && !this.#is('flow-sequence-end')) {
      if (!this.#is('flow-entry')) this.#fail("did not find expected ',' or ']'");
      this.#scanner.take();
    }
    if (this.#is('flow-sequence-end')) {
      this.#scanner.take();
      return this.#close();
    }
    this.#stack.push('flow-sequence-entry');
    if (!this.#is('key')) return this.#node(false, false);
    this.#open('flow-sequence-pair-key');
    this.#scanner.take();
  }

  #flowMappingKey(first: boolean): void {
    if (!first && !this.#is('flow-mapping-end')) {
      if (!this.#is('flow-entry')) this.#fail("did not find expected ',' or '}'");
      this.#scanner.take();
    }
    if (this.#is('flow-mapping-end')) {
      this.#scanner.take();
      return this.#close();
    }
    if (this.#is('key')) {
      this.#scanner.take();
      return this.#nodeUnless(['value', 'flow-entry', 'flow-mapping-end'], 'flow-mapping-value', false);
    }
    this.#stack.push('flow-mapping-empty-value');
    this.#node(false, false);
  }
}

const openingStates: Readonly<Partial<Record<TokenType, State>>> = {
  'block-sequence-start': 'block-sequence-entry',
  'block-mapping-start': 'block-mapping-key',
  'flow-sequence-start': 'flow-sequence-first-entry',
  'flow-mapping-start': 'flow-mapping-first-key',
};

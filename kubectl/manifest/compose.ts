import { Composer, isAlias, isMap, isScalar, isSeq, LineCounter, Parser } from 'yaml';
import type { Document, ParsedNode, YAMLMap } from 'yaml';
import { formatGoFloat, goSyntax } from '../output/go-value.ts';
import { LimitExceeded, type Budget } from './budget.ts';
import { GoYamlError, type Mark } from './go-syntax/mark.ts';
import { indented } from './indented.ts';
import type { JsonValue } from '../../engine/index.ts';
import { resolvePlain, resolveScalar, type ScalarReader } from './scalar.ts';

/** A key that a map has twice; go-yaml keeps the last value. */
export interface DuplicateKey {
  readonly path: readonly (string | number)[];
  /** 1-based lines within the document's text. */
  readonly firstLine: number;
  readonly line: number;
}

export interface Composed {
  readonly value: JsonValue;
  readonly firstLine: number;
  readonly duplicates: readonly DuplicateKey[];
  /** 1-based line within the document's text of the key or item at `path`. */
  lineOf(path: readonly (string | number)[]): number | undefined;
}

type Node = ParsedNode | null;

/** A composed node: its value, how deep it reaches below itself, and what it weighs written out. */
interface Part {
  readonly value: JsonValue;
  readonly height: number;
  readonly nodes: number;
  readonly characters: number;
}

const mergeTag = 'tag:yaml.org,2002:merge';

/** What YAML 1.2 forbids and go-yaml, which has already accepted the text, does not. */
const allowedByGo = new Set(['TAB_AS_INDENT', 'KEY_OVER_1024_CHARS']);

/**
 * Makes plain JSON of one YAML document whose syntax go-yaml has already accepted, with go-yaml's reading of scalars,
 * keys, merges and aliases. Throws GoYamlError for what go-yaml refuses and LimitExceeded for what is too big.
 * @param readScalar what a scalar means; go-yaml v2's reading unless another is given
 */
export function compose(text: string, budget: Budget, readScalar: ScalarReader = resolveScalar): Composed | undefined {
  const read = firstDocument(text);
  if (read === undefined) return undefined;
  const { document, lines } = errorOf(read) === undefined ? read : (firstDocument(indented(text)) ?? read);
  const error = errorOf({ document });
  if (error !== undefined) throw new GoYamlError('scanner', lowerFirst(error.message), markAt(lines, error.pos[0]));
  const walk = new Walk(lines, budget, readScalar);
  const contents = document.contents;
  const part = walk.part(contents, [], 0);
  const lineOf = (path: readonly (string | number)[]): number | undefined => walk.lineOf(contents, path);
  return { value: part.value, firstLine: lineOf([]) ?? 1, duplicates: walk.duplicates, lineOf };
}

interface Read {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

function errorOf({ document }: Pick<Read, 'document'>): Document.Parsed['errors'][number] | undefined {
  return document.errors.find(({ code }) => !allowedByGo.has(code));
}

function firstDocument(text: string): Read | undefined {
  const lines = new LineCounter();
  const composer = new Composer({
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: lines,
  });
  for (const document of composer.compose(new Parser(lines.addNewLine).parse(text), false, text.length))
    return { document, lines };
  return undefined;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function markAt(lines: LineCounter, index: number): Mark {
  const { line, col } = lines.linePos(index);
  return { index, line: Math.max(line - 1, 0), column: Math.max(col - 1, 0) };
}

class Walk {
  readonly duplicates: DuplicateKey[] = [];
  readonly #lines: LineCounter;
  readonly #budget: Budget;
  readonly #readScalar: ScalarReader;
  readonly #anchors = new Map<string, { readonly node: ParsedNode; part?: Part }>();
  readonly #aliased = new Map<unknown, ParsedNode>();

  constructor(lines: LineCounter, budget: Budget, readScalar: ScalarReader) {
    this.#lines = lines;
    this.#budget = budget;
    this.#readScalar = readScalar;
  }

  part(node: Node, path: readonly (string | number)[], depth: number): Part {
    if (node === null) return { value: null, height: 0, nodes: 1, characters: 0 };
    if (isAlias(node)) return this.#alias(node, depth);
    const entry: { node: ParsedNode; part?: Part } = { node };
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, entry);
    const part = this.#ownPart(node, path, depth);
    entry.part = part;
    return part;
  }

  #ownPart(node: ParsedNode, path: readonly (string | number)[], depth: number): Part {
    if (isMap(node)) return this.#map(node, path, depth);
    if (isSeq(node)) {
      const parts = node.items.map((item, index) => this.part(item as Node, [...path, index], depth + 1));
      return collect(
        parts.map((part) => part.value),
        parts,
      );
    }
    if (!isScalar(node)) throw new GoYamlError('decoder', 'unknown node', this.#mark(node));
    const text = String(node.value ?? '');
    const value = this.#readScalar(text, node.type === 'PLAIN' || node.type === undefined, node.tag, path);
    if (value !== null && typeof value === 'object') throw new GoYamlError('decoder', value.problem, this.#mark(node));
    return { value, height: 0, nodes: 1, characters: text.length };
  }

  #alias(node: ParsedNode & { source?: string }, depth: number): Part {
    const name = node.source ?? '';
    const target = this.#anchors.get(name);
    if (target === undefined)
      throw new GoYamlError('decoder', `yaml: unknown anchor '${name}' referenced`, this.#mark(node));
    if (target.part === undefined)
      throw new GoYamlError('decoder', `yaml: anchor '${name}' value contains itself`, this.#mark(node));
    this.#aliased.set(node, target.node);
    const mark = this.#mark(node);
    if (depth + target.part.height > this.#budget.limits.maxDepth) throw new LimitExceeded('maxDepth', mark);
    this.#budget.spendExpansion(target.part.nodes, target.part.characters, mark);
    return target.part;
  }

  #map(map: YAMLMap.Parsed, path: readonly (string | number)[], depth: number): Part {
    if (map.items.length > this.#budget.limits.maxKeys) throw new LimitExceeded('maxKeys', this.#mark(map));
    const members = new Map<string, JsonValue>();
    const firstLines = new Map<string, number>();
    const parts: Part[] = [];
    for (const { key: keyNode, value: valueNode } of map.items) {
      if (isMerge(keyNode)) {
        const part = this.part(valueNode, path, depth + 1);
        parts.push(part);
        merge(members, part.value, this.#mark(keyNode));
        continue;
      }
      const key = this.#key(keyNode, valueNode, path, depth);
      const line = this.#line(keyNode);
      const firstLine = firstLines.get(key);
      if (firstLine === undefined) firstLines.set(key, line);
      else this.duplicates.push({ path: [...path, key], firstLine, line });
      const part = this.part(valueNode, [...path, key], depth + 1);
      parts.push(part);
      members.set(key, part.value);
    }
    return collect(Object.fromEntries(members), parts);
  }

  #key(keyNode: Node, valueNode: Node, path: readonly (string | number)[], depth: number): string {
    const { value } = this.part(keyNode, path, depth + 1);
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return Number.isInteger(value) ? String(value) : formatGoFloat(value);
    if (typeof value === 'boolean') return String(value);
    if (value === null) {
      const shown = goSyntax(this.part(valueNode, path, depth + 1).value, yamlMap);
      throw new GoYamlError(
        'decoder',
        `unsupported map key of type: %!s(<nil>), key: <nil>, value: ${shown}`,
        this.#mark(valueNode),
      );
    }
    throw new GoYamlError('decoder', `yaml: invalid map key: ${goSyntax(value, yamlMap)}`, this.#mark(keyNode));
  }

  lineOf(node: Node, path: readonly (string | number)[]): number | undefined {
    let line = this.#line(node);
    let at = node;
    for (const step of path) {
      const found = this.#child(at, step);
      if (found === undefined) return undefined;
      line = this.#line(found.place);
      at = found.node;
    }
    return line;
  }

  #child(parent: Node, step: string | number): { readonly place: Node; readonly node: Node } | undefined {
    const node = this.#aliased.get(parent) ?? parent;
    if (isSeq(node)) {
      const item = typeof step === 'number' ? (node.items[step] as Node | undefined) : undefined;
      return item === undefined ? undefined : { place: item, node: item };
    }
    if (!isMap(node)) return undefined;
    const pairs = node.items;
    const pair = pairs.findLast(({ key }) => !isMerge(key) && keyText(this.#aliased.get(key) ?? key) === String(step));
    if (pair !== undefined) return { place: pair.key, node: pair.value };
    return pairs
      .filter(({ key }) => isMerge(key))
      .reduce<{ place: Node; node: Node } | undefined>(
        (found, { value }) => found ?? this.#merged(value, step),
        undefined,
      );
  }

  #merged(value: Node, step: string | number): { place: Node; node: Node } | undefined {
    const node = this.#aliased.get(value) ?? value;
    if (!isSeq(node)) return this.#child(node, step);
    return node.items.reduce<{ place: Node; node: Node } | undefined>(
      (found, item) => found ?? this.#child(item, step),
      undefined,
    );
  }

  #mark(node: Node): Mark {
    return markAt(this.#lines, node?.range?.[0] ?? 0);
  }

  #line(node: Node): number {
    return this.#mark(node).line + 1;
  }
}

const yamlMap = 'map[interface {}]interface {}';

function isMerge(key: Node): boolean {
  return isScalar(key) && ((key.value === '<<' && key.type === 'PLAIN') || key.tag === mergeTag);
}

function keyText(key: Node): string | undefined {
  if (!isScalar(key)) return undefined;
  const value = key.type === 'PLAIN' && key.tag === undefined ? resolvePlain(String(key.value ?? '')) : key.value;
  return String(value);
}

function collect(value: JsonValue, parts: readonly Part[]): Part {
  let height = 0;
  let nodes = 1;
  let characters = 0;
  for (const part of parts) {
    height = Math.max(height, part.height);
    nodes += part.nodes;
    characters += part.characters;
  }
  return { value, height: height + 1, nodes, characters };
}

/** `<<`: go-yaml writes the merged keys at the place of the `<<`, over what came before it; of several maps the first wins. */
function merge(members: Map<string, JsonValue>, value: JsonValue, mark: Mark): void {
  const sources = Array.isArray(value) ? value.toReversed() : [value];
  for (const source of sources) {
    if (source === null || typeof source !== 'object' || Array.isArray(source)) {
      throw new GoYamlError('decoder', 'yaml: map merge requires map or sequence of maps as the value', mark);
    }
    for (const [key, member] of Object.entries(source)) members.set(key, member as JsonValue);
  }
}

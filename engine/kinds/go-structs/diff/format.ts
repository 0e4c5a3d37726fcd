import { goQuote } from '../../../api/go-format.ts';
import type { LabelSelector } from '../../../api/labels.ts';
import { isArray, isObject, type JsonValue } from '../../../api/json.ts';
import { parseQuantity } from '../../../api/quantity.ts';
import { compare, elementType, fieldsOf, isZero, type Kind, kindOf, memberOf, type Node, type Record } from './tree.ts';
import { ELLIPSIS, type Item, isList, layOut, type List, type Mark, type Text } from './text.ts';

/** Whether the name of a type is shown: always, never, or where it is of lists, maps and structs. */
type Types = 'always' | 'never' | 'composite';

interface Options {
  /** `both`: a difference; else only that side, or what is the same on both. */
  readonly mode: 'both' | 'same' | 'x' | 'y';
  readonly types: Types;
  /** How much of what is deep inside is shown. */
  readonly verbosity: number;
}

/** Enough detail for what is the same, and for what differs. */
const VERBOSITY_OF_SAME = 1;
const VERBOSITY_OF_DIFFERENCE = 3;
/** Neighbours of a difference that are shown before and behind it. */
const CONTEXT = 2;

/**
 * What Kubernetes prints of the difference between two structs: go-cmp's report, as `cmp.Diff` gives it where it is told to be
 * deterministic. Long texts that differ are shown one below the other, where go-cmp marks what differs in them.
 */
export function goDiff(type: string, x: object, y: object): string {
  const tree = compare(type, x as JsonValue, y as JsonValue);
  return layOut(diffOf(tree, { mode: 'both', types: 'always', verbosity: 0 }));
}

/** The node as text; undefined where the wanted side has nothing. */
function diffOf(node: Node, given: Options): Text {
  const least = VERBOSITY_OF_DIFFERENCE;
  const verbosity = given.mode === 'same' ? VERBOSITY_OF_SAME : Math.max(given.verbosity, least);
  const options = { ...given, verbosity };
  const { type, records } = node;
  if (node.depth === 0) return valueText(type, options.mode === 'y' ? node.y : node.x, options);
  const [first] = records;
  if (kindOf(type) === 'pointer' && first !== undefined) {
    return { prefix: '&', value: diffOf(first.node, options), suffix: '' };
  }
  return typed(type, recordsOf(node, kindOf(type), options), options);
}

function typed(type: string, text: Text, { types, mode }: Options): Text {
  if (types === 'never' || text === 'nil') return text;
  if (types === 'composite' && (mode === 'same' || ['pointer', 'scalar'].includes(kindOf(type)))) return text;
  const isBraced = typeof text === 'object' && !isList(text) && text.prefix.startsWith('{');
  return { prefix: type, value: isBraced ? text : { prefix: '(', value: text, suffix: ')' }, suffix: '' };
}

const braces = (value: List): Text => ({ prefix: '{', value, suffix: '}' });

const NAMES: { readonly [K in Kind]?: string } = { struct: 'field', slice: 'element', map: 'entry' };

function recordsOf(node: Node, kind: Kind, given: Options): Text {
  const options: Options = {
    ...given,
    types: kind === 'struct' ? 'composite' : 'never',
    verbosity: given.verbosity - 1,
  };
  const isSame = given.mode === 'same';
  const limit = isSame ? ((1 << given.verbosity) >> 1) << 2 : (1 << given.verbosity) << 1;
  const keyed = (record: Record, mark: Mark, mode: Options['mode']): Item => ({
    mark,
    key: keyText(node.type, record.key),
    value: diffOf(record.node, { ...options, mode }),
  });
  if (given.mode !== 'both')
    return braces(oneSide(node, kind, given.mode, limit, (record) => keyed(record, '', given.mode)));
  return braces(bothSides(node.records, NAMES[kind] ?? '', limit, keyed));
}

/** Names of resources know how to write themselves. */
function keyText(type: string, key: string): string {
  if (kindOf(type) !== 'map') return key;
  return type === 'core.ResourceList' ? `s${goQuote(key)}` : goQuote(key);
}

/** One side's records, without what is not set; the limit is asked before, so that what is not set is a reason for the ellipsis, too. */
function oneSide(
  { records }: Node,
  kind: Kind,
  mode: 'same' | 'x' | 'y',
  limit: number,
  itemOf: (record: Record) => Item,
): List {
  const items: Item[] = [];
  for (const record of records) {
    if (items.length === limit) return [...items, { value: ELLIPSIS }];
    const { node } = record;
    if (kind !== 'struct' || !isZero(node.type, mode === 'y' ? node.y : node.x)) items.push(itemOf(record));
  }
  return items;
}

interface Group {
  readonly isDifferent: boolean;
  readonly records: readonly Record[];
}

/** Neighbours that are alike in being the same, or not. */
function groupsOf(records: readonly Record[]): readonly Group[] {
  const groups: { isDifferent: boolean; records: Record[] }[] = [];
  for (const record of records) {
    const isDifferent = record.node.different > 0;
    const last = groups.at(-1);
    if (last?.isDifferent === isDifferent) last.records.push(record);
    else groups.push({ isDifferent, records: [record] });
  }
  return groups;
}

function bothSides(
  records: readonly Record[],
  name: string,
  limit: number,
  itemOf: (record: Record, mark: Mark, mode: Options['mode']) => Item,
): List {
  const groups = groupsOf(records);
  const items: Item[] = [];
  const hidden: Record[] = [];
  let differences = 0;
  groups.forEach(({ isDifferent, records: group }, position) => {
    if (differences >= limit) {
      hidden.push(...group);
      return;
    }
    if (isDifferent) {
      differences += group.length;
      items.push(...group.flatMap((record) => differing(record, itemOf)));
      return;
    }
    const [low, high] = context(group.length, position > 0, position < groups.length - 1);
    const same = (record: Record): Item => itemOf(record, '', 'same');
    items.push(...group.slice(0, low).map(same));
    const left = group.length - low - high;
    if (left > 0) items.push({ value: ELLIPSIS, comment: counted(left, 'identical', name) });
    items.push(...group.slice(group.length - high).map(same));
  });
  if (hidden.length > 0) items.push({ value: ELLIPSIS, comment: countedAll(hidden, name) });
  return items;
}

/** How many of the same are shown behind the difference before them, and before the one behind them. */
function context(count: number, hasBefore: boolean, hasBehind: boolean): readonly [number, number] {
  const low = hasBefore ? Math.min(CONTEXT, count) : 0;
  const high = hasBehind ? Math.min(CONTEXT, count - low) : 0;
  return count - low - high === 1 ? [low, high + 1] : [low, high];
}

function differing(
  record: Record,
  itemOf: (record: Record, mark: Mark, mode: Options['mode']) => Item,
): readonly Item[] {
  const { node } = record;
  if (node.below !== node.depth) return [itemOf(record, '', 'both')];
  return [
    ...(node.only === 'y' ? [] : [itemOf(record, '-', 'x')]),
    ...(node.only === 'x' ? [] : [itemOf(record, '+', 'y')]),
  ];
}

const plural = (name: string): string => (name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`);

const counted = (count: number, what: string, name: string): string =>
  `${count} ${what} ${count > 1 ? plural(name) : name}`;

function countedAll(records: readonly Record[], name: string): string {
  const count = (test: (node: Node) => boolean): number => records.filter(({ node }) => test(node)).length;
  const parts = [
    [count(({ different }) => different === 0), 'identical'],
    [count(({ only }) => only === 'x'), 'removed'],
    [count(({ only }) => only === 'y'), 'inserted'],
    [count(({ different, only }) => different > 0 && only === undefined), 'modified'],
  ] as const;
  const texts = parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  const list = texts.length > 2 ? `${texts.slice(0, -1).join(', ')}, and ${texts.at(-1)}` : texts.join(' and ');
  return `${list} ${records.length > 1 ? plural(name) : name}`;
}

/** A value by itself, as deep as the verbosity lets it be. */
function valueText(type: string, value: JsonValue | undefined, options: Options): Text {
  const kind = kindOf(type);
  const limit = ((1 << Math.max(options.verbosity, 0)) >> 1) << 2;
  const inner: Options = { ...options, verbosity: options.verbosity - 1 };
  if (kind === 'quantity') return typed(type, quantityText(value, limit, inner), options);
  if (kind === 'scalar') return scalarText(value, type, options);
  if (kind !== 'struct' && isZero(type, value)) return 'nil';
  if (kind === 'pointer') {
    const target = elementType(type);
    if (target === 'resource.Quantity') return `s${goQuote(String(value))}`;
    if (target === 'intstr.IntOrString') return `s${goQuote(String(value))}`;
    if (target === 'v1.LabelSelector') return `s${scalarText(selectorText(value), 'string', options)}`;
    return { prefix: '&', value: valueText(target, value, options), suffix: '' };
  }
  return typed(type, braces(limited(itemsOf(type, kind, value, inner), limit)), options);
}

const limited = (items: List, limit: number): List =>
  items.length > limit ? [...items.slice(0, limit), { value: ELLIPSIS }] : items;

function itemsOf(type: string, kind: Kind, value: JsonValue | undefined, options: Options): List {
  if (kind === 'struct') {
    return fieldsOf(type).flatMap((field) => {
      const member = memberOf(type, field, value);
      if (isZero(field.type, member)) return [];
      return [{ key: field.name, value: valueText(field.type, member, { ...options, types: 'composite' }) }];
    });
  }
  const element = elementType(type);
  const bare: Options = { ...options, types: 'never' };
  if (isArray(value)) return value.map((item) => ({ value: valueText(element, item, bare) }));
  const members = isObject(value) ? value : {};
  return Object.keys(members)
    .toSorted()
    .map((key) => ({ key: keyText(type, key), value: valueText(element, members[key], bare) }));
}

/** A selector knows how to write itself, too: as its protocol buffer does. */
function selectorText(value: JsonValue | undefined): string {
  const { matchLabels = {}, matchExpressions = [] } = (value ?? {}) as LabelSelector;
  const labels = Object.keys(matchLabels)
    .toSorted()
    .map((key) => `${key}: ${matchLabels[key] ?? ''},`);
  const requirements = matchExpressions.map(
    ({ key, operator, values = [] }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`,
  );
  return `&LabelSelector{MatchLabels:map[string]string{${labels.join('')}},MatchExpressions:[]LabelSelectorRequirement{${requirements.join('')}},}`;
}

function quantityText(value: JsonValue | undefined, limit: number, options: Options): Text {
  const { unscaled, scale, keptText, format } = parseQuantity(String(value ?? '0'));
  const amount: List = [
    ...(unscaled === 0n ? [] : [{ key: 'value', value: String(unscaled) }]),
    ...(scale === 0 ? [] : [{ key: 'scale', value: String(scale) }]),
  ];
  const depth = ((1 << Math.max(options.verbosity, 0)) >> 1) << 2;
  const inner = braces(limited(amount, depth));
  const items: List = [
    ...(amount.length === 0
      ? []
      : [
          {
            key: 'i',
            value: options.mode === 'same' ? inner : { prefix: 'resource.int64Amount', value: inner, suffix: '' },
          },
        ]),
    ...(keptText === '' ? [] : [{ key: 's', value: goQuote(keptText) }]),
    { key: 'Format', value: goQuote(format) },
  ];
  return braces(limited(items, limit));
}

function scalarText(value: JsonValue | undefined, type: string, { verbosity }: Options): string {
  if (type === 'bool') return String(value === true);
  if (type === 'int32' || type === 'int64' || type === 'intstr.Type') return String(value ?? 0);
  const text = typeof value === 'string' ? value : '';
  const limit = (1 << Math.max(verbosity, 0)) << 5;
  return text.length > limit + ELLIPSIS.length ? `${quoted(text.slice(0, limit))}${ELLIPSIS}` : quoted(text);
}

/** In backquotes where that spares escapes. */
function quoted(text: string): string {
  const quote = goQuote(text);
  if (quote.length === text.length + 2) return quote;
  return /^[^`\n\p{Cc}]*$/u.test(text) ? `\`${text}\`` : quote;
}

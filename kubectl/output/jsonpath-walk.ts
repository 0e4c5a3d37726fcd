import { isObject } from '../../engine/index.ts';
import { goPrint, sortedEntries } from './go-value.ts';
import { JsonPathError, type PathNode } from './jsonpath-nodes.ts';

/** How many values a template may gather before it is stopped. */
const maxResults = 1_000_000;

/**
 * Follows nodes from each of the values one after another. Throws JsonPathError in client-go's words.
 * @param mustExist a field that none of the values has is an error
 */
export function walkNodes(
  values: readonly unknown[],
  nodes: readonly PathNode[],
  mustExist: boolean = false,
): readonly unknown[] {
  return nodes.reduce<readonly unknown[]>((current, node) => {
    const results = walkNode(current, node, mustExist);
    if (results.length > maxResults) throw new JsonPathError(`the template selects more than ${maxResults} values`);
    return results;
  }, values);
}

function walkNode(values: readonly unknown[], node: PathNode, mustExist: boolean): readonly unknown[] {
  switch (node.type) {
    case 'list':
      return walkNodes(values, node.nodes, mustExist);
    case 'text':
      return [node.text];
    case 'value':
      return values.map(() => node.value);
    case 'field':
      return fieldOf(values, node.name, mustExist);
    case 'wildcard':
      return values.flatMap((value) => members(value));
    case 'recursive':
      return values.flatMap((value) => descend(value));
    case 'slice':
      return values.flatMap((value) => sliceOf(value, node.parameters));
    case 'union':
      return node.branches.flatMap((branch) => walkNodes(values, branch, mustExist));
    case 'filter':
      return values.flatMap((value) => filter(value, node, mustExist));
    case 'identifier':
      throw new JsonPathError(`unrecognized identifier ${node.name}`);
  }
}

function fieldOf(values: readonly unknown[], name: string, mustExist: boolean): readonly unknown[] {
  const found = values.flatMap((value) => (isObject(value) && Object.hasOwn(value, name) ? [value[name]] : []));
  if (mustExist && values.length > 0 && found.length === 0) throw new JsonPathError(`${name} is not found`);
  return found;
}

function members(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? sortedEntries(value).map(([, member]) => member) : [];
}

/** The value itself and everything below it that has contents; client-go counts a non-empty string among them. */
function descend(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  const below = members(value);
  return below.length === 0 ? [] : [value, ...below.flatMap((member) => descend(member))];
}

function goType(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return 'map[string]interface {}';
}

type SliceNode = Extract<PathNode, { type: 'slice' }>;

function sliceOf(value: unknown, [startAt, endAt, stepBy]: SliceNode['parameters']): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new JsonPathError(`${goType(value)} is not array or slice`);
  const { length } = value;
  const start = startAt.value + (startAt.value < 0 ? length : 0);
  const endValue = endAt.known ? endAt.value : length;
  const end = endValue + (endValue < 0 || (endValue === 0 && endAt.derived === true) ? length : 0);
  if (start === end) return [];
  if (start >= length || start < 0)
    throw new JsonPathError(`array index out of bounds: index ${start}, length ${length}`);
  if (end > length || end < 0) throw new JsonPathError(`array index out of bounds: index ${end - 1}, length ${length}`);
  if (start > end) throw new JsonPathError(`starting index ${start} is greater than ending index ${end}`);
  if (stepBy.known && stepBy.value <= 0) throw new JsonPathError('step must be > 0');
  const step = stepBy.known ? stepBy.value : 1;
  return value.slice(start, end).filter((_, index) => index % step === 0);
}

type FilterNode = Extract<PathNode, { type: 'filter' }>;

function filter(value: unknown, node: FilterNode, mustExist: boolean): readonly unknown[] {
  if (!Array.isArray(value)) throw new JsonPathError(`${goPrint(value)} is not array or slice and cannot be filtered`);
  return value.filter((item: unknown) => passes(item, node, mustExist));
}

function passes(item: unknown, node: FilterNode, mustExist: boolean): boolean {
  if (node.operator === 'exists') return exists(item, node.left, mustExist);
  const left = walkNodes([item], node.left, mustExist);
  if (left.length === 0) return false;
  if (left.length > 1) throw new JsonPathError('can only compare one element at a time');
  const right = walkNodes([item], node.right, mustExist);
  if (right.length === 0) return false;
  if (right.length > 1) throw new JsonPathError('can only compare one element at a time');
  return compare(left[0], right[0], node.operator);
}

/** A path that cannot be followed does not exist; client-go forgives errors here only. */
function exists(item: unknown, path: readonly PathNode[], mustExist: boolean): boolean {
  try {
    return walkNodes([item], path, mustExist).length > 0;
  } catch (error) {
    if (error instanceof JsonPathError) return false;
    throw error;
  }
}

function compare(left: unknown, right: unknown, operator: string): boolean {
  if (!['==', '!=', '<', '<=', '>', '>='].includes(operator))
    throw new JsonPathError(`unrecognized filter operator ${operator}`);
  for (const value of [left, right]) {
    if (value === null || typeof value === 'object') throw new JsonPathError('invalid type for comparison');
  }
  if (goType(left) !== goType(right)) throw new JsonPathError('incompatible types for comparison');
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left === 'boolean') throw new JsonPathError('invalid type for comparison');
  const order = (left as string | number) < (right as string | number) ? -1 : left === right ? 0 : 1;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

import { goQuote } from '../../../api/go-format.ts';
import {
  type FieldError,
  forbiddenField,
  goValue,
  internalFieldError,
  invalid,
} from '../../../api/validation/field-error.ts';
import { LARGEST } from '../cel/cost/range.ts';
import { compileRule, SELF_TYPE } from '../cel/rules.ts';
import { type DeclType, declTypeOf } from '../cel/schema/decl-type.ts';
import type { Schema, ValidationRule } from '../schema.ts';
import { additionalOf, itemsOf, propertiesOf, type WrittenSchema } from './written-schema.ts';

/** What one rule may cost at most, and all rules of a schema together (apiextensions/validation, v1.25). */
const RULE_LIMIT = 10_000_000n;
const SCHEMA_LIMIT = 100_000_000n;
const LARGEST_REQUEST = 3n * 1024n * 1024n;
const MOST_NAMED = 4;

interface Place {
  readonly path: string;
  readonly isResource: boolean;
  /** How many values there may be of the schema; undefined where a list or map around it has no limit. */
  readonly count: bigint | undefined;
  /** The list around the schema whose items cannot be told apart from one version to the next. */
  readonly uncorrelated: string | undefined;
}

interface RuleCost {
  readonly path: string;
  readonly cost: bigint;
}

export interface RuleErrors {
  /** What is wrong with rules, in the order of their schemas. */
  readonly errors: readonly FieldError[];
  /** That all of them together may cost too much. */
  readonly tooMuch: readonly FieldError[];
}

/**
 * What is wrong with the rules of a schema that is valid otherwise. `isBroken` says that the schema at a path, or one below it, has other
 * mistakes: its rules are not read then (ValidateCustomResourceDefinitionOpenAPISchema, v1.25).
 */
export function ruleErrorsOf(schema: WrittenSchema, path: string, isBroken: (path: string) => boolean): RuleErrors {
  const reader = new RuleReader(isBroken);
  reader.visit(schema, { path, isResource: true, count: 1n, uncorrelated: undefined });
  return { errors: reader.errors, tooMuch: reader.tooMuch(path) };
}

class RuleReader {
  readonly errors: FieldError[] = [];
  readonly #isBroken: (path: string) => boolean;
  #costs: readonly RuleCost[] = [];
  #total = 0n;

  constructor(isBroken: (path: string) => boolean) {
    this.#isBroken = isBroken;
  }

  visit(schema: WrittenSchema, place: Place): void {
    const { path } = place;
    const inner: Place = { ...place, count: countBelow(schema, place.count) };
    const below = (next: WrittenSchema, at: string, uncorrelated = place.uncorrelated): void => {
      const isResource = next['x-kubernetes-embedded-resource'] === true;
      this.visit(next, { ...inner, path: `${path}.${at}`, isResource, uncorrelated });
    };
    const [additional, items] = [additionalOf(schema), itemsOf(schema)];
    if (additional !== undefined) below(additional, 'additionalProperties');
    for (const [name, property] of propertiesOf(schema)) below(property, `properties[${name}]`);
    const isMap = schema['x-kubernetes-list-type'] === 'map';
    if (items !== undefined) below(items, 'items', isMap ? place.uncorrelated : (place.uncorrelated ?? path));
    this.#readRules(schema, place);
  }

  #readRules(schema: WrittenSchema, place: Place): void {
    const rules = schema['x-kubernetes-validations'] ?? [];
    const at = `${place.path}.x-kubernetes-validations`;
    if (rules.length === 0 || this.#isBroken(place.path)) return;
    const type = declTypeOf(schema as Schema, place.isResource, SELF_TYPE);
    if (type === undefined) {
      const why = 'unable to convert structural schema to CEL declarations';
      const what = 'internal error: failed to construct type information for x-kubernetes-validations rules';
      this.errors.push(internalFieldError(at, `${what}: ${why}`));
      return;
    }
    for (const [i, rule] of rules.entries()) this.#readRule(rule, `${at}[${i}].rule`, type, place);
  }

  #readRule(written: ValidationRule, at: string, type: DeclType, place: Place): void {
    const { rule = '', message = '' } = written;
    const compiled = compileRule(rule, type);
    const count = place.count ?? LARGEST_REQUEST / BigInt(type.leastBytes + 1);
    const cost = product(compiled.maxCost, count);
    if (cost > RULE_LIMIT) this.errors.push(forbiddenField(at, costMessage('estimated rule cost', cost, RULE_LIMIT)));
    this.#observe(at, cost);
    if (compiled.error !== undefined) {
      const value = goValue(`apiextensions.ValidationRule{Rule:${goQuote(rule)}, Message:${goQuote(message)}}`);
      this.errors.push(invalid(at, value, compiled.error));
    }
    if (compiled.isTransition && place.uncorrelated !== undefined) {
      const why = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${place.uncorrelated}`;
      this.errors.push(invalid(at, rule, why));
    }
  }

  #observe(path: string, cost: bigint): void {
    this.#total = this.#total + cost > LARGEST ? LARGEST : this.#total + cost;
    // The most expensive ones are named, those of less than a hundredth never.
    if (cost < SCHEMA_LIMIT / 100n) return;
    const costs = [...this.#costs, { path, cost }];
    this.#costs = costs.sort((a, b) => (a.cost > b.cost ? -1 : a.cost < b.cost ? 1 : 0)).slice(0, MOST_NAMED);
  }

  tooMuch(path: string): readonly FieldError[] {
    if (this.#total <= SCHEMA_LIMIT) return [];
    const why = 'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema';
    const what = 'x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema';
    return [
      ...this.#costs.map((rule) => forbiddenField(rule.path, why)),
      forbiddenField(path, costMessage(what, this.#total, SCHEMA_LIMIT)),
    ];
  }
}

/** How many values there may be of what is below a schema (extractMaxElements, v1.25). */
function countBelow(schema: WrittenSchema, count: bigint | undefined): bigint | undefined {
  const isMap = schema.type === 'object' && schema.additionalProperties !== undefined;
  if (count === undefined || (schema.type !== 'array' && !isMap)) return count;
  const most = schema.type === 'array' ? schema.maxItems : schema.maxProperties;
  return most === undefined ? undefined : product(count, BigInt(Math.max(0, most)));
}

function product(left: bigint, right: bigint): bigint {
  return left * right > LARGEST ? LARGEST : left * right;
}

function costMessage(what: string, cost: bigint, limit: bigint): string {
  const factor = Number(cost) / Number(limit);
  const shown = factor > 100 ? 'more than 100x' : `${factor.toFixed(factor < 1.5 ? 6 : 1)}x`;
  const remedy =
    'try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared';
  return `${what} exceeds budget by factor of ${shown} (${remedy})`;
}

import { goQuote } from '../../../api/go-format.ts';
import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue } from '../../../api/json.ts';
import { type FieldError, invalid } from '../../../api/validation/field-error.ts';
import type { Schema, ValidationRule } from '../schema.ts';
import { evaluate, type Scope } from './eval/evaluate.ts';
import { valueFromJson } from './eval/from-json.ts';
import { Meter, TooExpensive } from './eval/meter.ts';
import type { Looks } from './eval/texts.ts';
import { Failure, type Result } from './eval/values.ts';
import { type CompiledRule, compileRule, SELF_TYPE } from './rules.ts';
import { type DeclType, declTypeOf, withResourceFields } from './schema/decl-type.ts';

/** What one rule may cost, and all rules of an object together (apiserver/schema/cel, v1.25). */
const RULE_LIMIT = 1_000_000;
const OBJECT_LIMIT = 10_000_000;

/** What the rules of a schema say of a value (Validator.Validate, v1.25). `old`: the value before, where there is one to compare with. */
export function ruleErrors(
  schema: Schema,
  isResource: boolean,
  value: JsonValue,
  old: JsonValue | undefined,
  path: string,
): readonly FieldError[] {
  if (!hasRules(schema)) return [];
  const walk = new Walk();
  walk.visit({ schema, isResource, value, old, path });
  return walk.errors;
}

/** Whether the schema or one below it has rules; those below allOf and the like are refused with the definition. */
export function hasRules(schema: Schema): boolean {
  const known = WITH_RULES.get(schema);
  if (known !== undefined) return known;
  const { items, additionalProperties, properties = {} } = schema;
  const has =
    rulesOf(schema).length > 0 ||
    (items !== undefined && hasRules(items)) ||
    (typeof additionalProperties === 'object' && hasRules(additionalProperties)) ||
    Object.values(properties).some(hasRules);
  WITH_RULES.set(schema, has);
  return has;
}

const rulesOf = (schema: Schema): readonly ValidationRule[] => schema['x-kubernetes-validations'] ?? [];

/** Schemas are immutable and every object comes back to them: what was found out of one is kept with it. */
const WITH_RULES = new WeakMap<Schema, boolean>();
const COMPILED = new WeakMap<Schema, readonly CompiledRule[]>();

function compiledRules(schema: Schema, isResource: boolean): readonly CompiledRule[] {
  const known = COMPILED.get(schema);
  if (known !== undefined) return known;
  const type: DeclType | undefined = declTypeOf(schema, isResource, SELF_TYPE);
  const compiled = type === undefined ? [] : rulesOf(schema).map(({ rule = '' }) => compileRule(rule, type));
  COMPILED.set(schema, compiled);
  return compiled;
}

interface Place {
  readonly schema: Schema;
  readonly isResource: boolean;
  readonly value: JsonValue;
  readonly old: JsonValue | undefined;
  /** Empty for the object itself. */
  readonly path: string;
}

const EXHAUSTED = 'validation failed due to running out of cost budget, no further validation rules will be run';

class Walk {
  readonly errors: FieldError[] = [];
  #budget = OBJECT_LIMIT;
  readonly #looks: Looks = { lookedAt: 0 };

  visit(place: Place): void {
    const { schema, value } = place;
    if (value === null || this.#budget < 0 || !hasRules(schema)) return;
    this.#runRules(place);
    if (isArray(value)) this.#visitItems(place, value);
    else if (isObject(value)) this.#visitMembers(place, value);
  }

  #runRules({ schema, isResource, value, old, path }: Place): void {
    const rules = rulesOf(schema);
    if (rules.length === 0) return;
    const refuse = (why: string): void => {
      this.errors.push(invalid(path === '' ? '<nil>' : path, schema.type ?? '', why));
    };
    const known = isResource ? withResourceFields(schema) : schema;
    const outer: Scope | undefined =
      old === undefined || old === null
        ? undefined
        : { name: 'oldSelf', value: valueFromJson(old, known), outer: undefined };
    const scope: Scope = { name: 'self', value: valueFromJson(value, known), outer };
    for (const [i, compiled] of compiledRules(schema, isResource).entries()) {
      const rule = rules[i] ?? {};
      if (compiled.error !== undefined) refuse(`rule compile error: ${compiled.error}`);
      else if (!compiled.isTransition || outer !== undefined) this.#runRule(rule, compiled, scope, refuse);
      if (this.#budget < 0) return;
    }
  }

  #runRule(rule: ValidationRule, compiled: CompiledRule, scope: Scope, refuse: (why: string) => void): void {
    const meter = new Meter(RULE_LIMIT, this.#looks);
    const result = resultOf(compiled, scope, meter);
    if (meter.cost > this.#budget) {
      this.#budget = -1;
      refuse(EXHAUSTED);
      return;
    }
    this.#budget -= meter.cost;
    const { message = '' } = rule;
    const subject = (message === '' ? (rule.rule ?? '') : message).trim();
    if (result === undefined) {
      this.#budget = -1;
      const why = 'no further validation rules will be run due to call cost exceeds limit for rule';
      refuse(`'operation cancelled: actual cost limit exceeded': ${why}: ${subject}`);
    } else if (result instanceof Failure) refuse(failureText(result.message, subject));
    else if (result !== true) refuse(message === '' ? `failed rule: ${subject}` : message);
  }

  #visitItems({ schema, old, path }: Place, value: JsonArray): void {
    const { items } = schema;
    if (items === undefined || !hasRules(items)) return;
    const isResource = items['x-kubernetes-embedded-resource'] === true;
    const before = itemsByKeys(schema, isArray(old) ? old : []);
    for (const [i, item] of value.entries())
      this.visit({
        schema: items,
        isResource,
        value: item,
        old: before(item),
        path: `${path}[${i}]`,
      });
  }

  #visitMembers({ schema, old, path }: Place, value: JsonObject): void {
    const { properties = {}, additionalProperties } = schema;
    const before = isObject(old) ? old : {};
    for (const name of Object.keys(value).sort()) {
      const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const inner = own ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
      if (inner === undefined) continue;
      const child = path === '' ? name : `${path}.${name}`;
      this.visit({
        schema: inner,
        isResource: inner['x-kubernetes-embedded-resource'] === true,
        value: value[name] ?? null,
        old: Object.hasOwn(before, name) ? before[name] : undefined,
        path: own === undefined ? `${path}[${name}]` : child,
      });
    }
  }
}

/** What the rule comes to; undefined if it costs too much. */
function resultOf({ expr, checked }: CompiledRule, scope: Scope, meter: Meter): Result | undefined {
  try {
    return evaluate(expr, checked, scope, meter);
  } catch (error) {
    if (error instanceof TooExpensive) return undefined;
    throw error;
  }
}

function failureText(message: string, subject: string): string {
  if (!message.startsWith('no such overload')) return `${message} evaluating rule: ${subject}`;
  const why = 'call arguments did not match a supported operator, function or macro signature';
  return `'${message}': ${why} for rule: ${subject}`;
}

/** Finds the item before with the same keys: only lists that are maps tell which one that is (makeMapList, v1.25). */
function itemsByKeys(schema: Schema, before: JsonArray): (item: JsonValue) => JsonValue | undefined {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (schema['x-kubernetes-list-type'] !== 'map' || keys.length === 0) return () => undefined;
  const known = new Map<string, JsonValue>();
  for (const item of before) {
    const key = keyOf(item, keys);
    if (key !== undefined && !known.has(key)) known.set(key, item);
  }
  return (item) => known.get(keyOf(item, keys) ?? '');
}

function keyOf(item: JsonValue, keys: readonly string[]): string | undefined {
  if (!isObject(item)) return undefined;
  const parts = keys.map((name) => (Object.hasOwn(item, name) ? item[name] : undefined));
  if (parts.some((part) => part === undefined || part === null || typeof part === 'object')) return undefined;
  return parts.map((part) => `${typeof part}:${goQuote(String(part))}`).join(',');
}

import type { Checked } from '../check/checker.ts';
import { TYPE_NAMES } from '../check/declarations.ts';
import { IDENT_OR_SELECT, LIST_BASE, MAP_BASE } from '../cost/factors.ts';
import { ACCUMULATOR, type Call, type Comprehension, type Expr, type Select } from '../parse/ast.ts';
import { equal, equalEntries } from './equality.ts';
import { callFunction } from './functions.ts';
import type { Meter } from './meter.ts';
import { member } from './operators.ts';
import {
  Failure,
  isList,
  isMap,
  itemsOf,
  listOf,
  type MapValue,
  noOverload,
  type Result,
  TypeValue,
  type Value,
} from './values.ts';

/** Names and what they stand for, from the inside out. */
export interface Scope {
  readonly name: string;
  readonly value: Result;
  readonly outer: Scope | undefined;
}

/** What a checked expression comes to. Throws TooExpensive where the meter says so. */
export function evaluate(expr: Expr, checked: Checked, scope: Scope | undefined, meter: Meter): Result {
  return new Evaluation(checked, meter).run(expr, scope);
}

class Evaluation {
  readonly #checked: Checked;
  readonly #meter: Meter;

  constructor(checked: Checked, meter: Meter) {
    this.#checked = checked;
    this.#meter = meter;
  }

  run(expr: Expr, scope: Scope | undefined): Result {
    switch (expr.kind) {
      case 'constant':
        return expr.value;
      case 'ident':
        return this.#ident(expr.name, scope);
      case 'select':
        return this.#select(expr, scope);
      case 'call':
        return this.#call(expr, scope);
      case 'list':
        return this.#list(expr.elements, scope);
      case 'map':
        return this.#map(expr.entries, scope);
      case 'message':
        return new Failure(`seatrial makes no messages of protocol buffers: ${expr.name}`);
      case 'comprehension':
        return this.#comprehension(expr, scope);
    }
  }

  #ident(given: string, scope: Scope | undefined): Result {
    this.#meter.charge(IDENT_OR_SELECT);
    const name = given.replace(/^\./, '');
    for (let one = scope; one !== undefined; one = one.outer) if (one.name === name) return one.value;
    const type = TYPE_NAMES.get(name);
    return type === undefined ? new Failure(`no such attribute: ${name}`) : new TypeValue(name);
  }

  #select(expr: Select, scope: Scope | undefined): Result {
    const name = this.#checked.nameOf(expr);
    if (name !== undefined) return this.#ident(name, scope);
    const operand = this.run(expr.operand, scope);
    if (operand instanceof Failure) return operand;
    this.#meter.charge(IDENT_OR_SELECT);
    if (!isMap(operand))
      return new Failure(expr.testOnly ? 'invalid type for field selection.' : `no such key: ${expr.field}`);
    if (!expr.testOnly) return member(operand, expr.field, expr.field);
    const found = operand.get(expr.field);
    return found instanceof Failure ? found : found !== undefined;
  }

  #call(expr: Call, scope: Scope | undefined): Result {
    const given = expr.target === undefined ? expr.args : [expr.target, ...expr.args];
    const name = expr.name.replace(/^\./, '');
    const [first, second, third] = given;
    if (first !== undefined && second !== undefined) {
      if (name === '_&&_') return this.#both(first, second, scope, false);
      if (name === '_||_') return this.#both(first, second, scope, true);
      if (name === '_?_:_' && third !== undefined) return this.#choice(first, second, third, scope);
    }
    const args: Value[] = [];
    for (const arg of given) {
      const value = this.run(arg, scope);
      if (value instanceof Failure) {
        if (name !== '@not_strictly_false') return value;
        this.#meter.charge(1);
        return true;
      }
      args.push(value);
    }
    if (name === '@not_strictly_false') {
      this.#meter.charge(1);
      return args[0] === false ? false : true;
    }
    const overload = this.#checked.overloadsOf(expr)[0] ?? '';
    return this.#meter.chargeCall(name, args, () => callFunction(name, args, overload, this.#meter.looks));
  }

  /** `&&` and `||` do not mind what goes wrong on one side if the other side settles it. */
  #both(left: Expr, right: Expr, scope: Scope | undefined, settles: boolean): Result {
    const one = this.run(left, scope);
    if (one === settles) return settles;
    const other = this.run(right, scope);
    if (other === settles) return settles;
    if (one instanceof Failure) return one;
    if (other instanceof Failure) return other;
    return typeof one === 'boolean' && typeof other === 'boolean' ? !settles : noOverload();
  }

  #choice(condition: Expr, yes: Expr, no: Expr, scope: Scope | undefined): Result {
    const is = this.run(condition, scope);
    if (is instanceof Failure) return is;
    if (typeof is !== 'boolean') return noOverload();
    return this.run(is ? yes : no, scope);
  }

  #list(elements: readonly Expr[], scope: Scope | undefined): Result {
    const items: Value[] = [];
    for (const element of elements) {
      const value = this.run(element, scope);
      if (value instanceof Failure) return value;
      items.push(value);
    }
    this.#meter.charge(LIST_BASE);
    return listOf(items);
  }

  #map(entries: readonly { readonly key: Expr; readonly value: Expr }[], scope: Scope | undefined): Result {
    const pairs: (readonly [Value, Value])[] = [];
    for (const { key, value } of entries) {
      const [one, other] = [this.run(key, scope), this.run(value, scope)];
      if (one instanceof Failure) return one;
      if (other instanceof Failure) return other;
      pairs.push([one, other]);
    }
    this.#meter.charge(MAP_BASE);
    return mapOf(pairs);
  }

  #comprehension(expr: Comprehension, scope: Scope | undefined): Result {
    const range = this.run(expr.range, scope);
    if (range instanceof Failure) return range;
    const items = isList(range) ? itemsOf(range) : isMap(range) ? range.keys : undefined;
    if (items === undefined) return noOverload();
    let result = this.run(expr.init, scope);
    for (const item of items) {
      const outer: Scope = { name: ACCUMULATOR, value: result, outer: scope };
      const inner: Scope = { name: expr.variable, value: item, outer };
      if (this.run(expr.condition, inner) === false) break;
      result = this.run(expr.step, inner);
    }
    return this.run(expr.result, { name: ACCUMULATOR, value: result, outer: scope });
  }
}

function mapOf(pairs: readonly (readonly [Value, Value])[]): MapValue {
  const find = (key: Value): Value | undefined => pairs.findLast(([one]) => equal(one, key) === true)?.[1];
  const map: MapValue = {
    kind: 'map',
    size: pairs.length,
    keys: pairs.map(([key]) => key),
    isOfSchema: false,
    get: find,
    equals: (other) => equalEntries(map, other),
  };
  return map;
}

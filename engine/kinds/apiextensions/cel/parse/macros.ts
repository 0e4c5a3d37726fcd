import { ACCUMULATOR, type Comprehension, type Constant, type Expr } from './ast.ts';

/** What a macro becomes, or why it cannot; the place is the macro's own where none is named. */
export type Expansion = Expr | { readonly refused: string; readonly offset: number };

/** Expands the call if it is one of CEL's macros; `undefined` if it is an ordinary call. */
export function expandMacro(
  name: string,
  offset: number,
  target: Expr | undefined,
  args: readonly Expr[],
): Expansion | undefined {
  const [first, second, third] = args;
  if (target === undefined) return name === 'has' && args.length === 1 && first ? has(first, offset) : undefined;
  if (first === undefined || second === undefined) return undefined;
  if (args.length === 2) {
    if (name === 'map') return mapped(offset, target, first, undefined, second);
    if (name === 'filter') return filtered(offset, target, first, second);
    const quantifier = QUANTIFIERS[name];
    return quantifier === undefined ? undefined : quantified(quantifier, offset, target, first, second);
  }
  return name === 'map' && args.length === 3 && third !== undefined
    ? mapped(offset, target, first, second, third)
    : undefined;
}

function has(argument: Expr, offset: number): Expansion {
  if (argument.kind !== 'select') return { refused: 'invalid argument to has() macro', offset };
  return { ...argument, offset, testOnly: true };
}

const call = (offset: number, name: string, ...args: readonly Expr[]): Expr => ({
  kind: 'call',
  offset,
  name,
  target: undefined,
  args,
});
const constant = (offset: number, value: Constant['value']): Expr => ({ kind: 'constant', offset, value });
const accumulator = (offset: number): Expr => ({ kind: 'ident', offset, name: ACCUMULATOR });
const list = (offset: number, ...elements: readonly Expr[]): Expr => ({ kind: 'list', offset, elements });

type Fold = Pick<Comprehension, 'init' | 'condition' | 'step' | 'result'>;
type Quantifier = (offset: number, predicate: Expr) => Fold;

const QUANTIFIERS: Readonly<Record<string, Quantifier | undefined>> = {
  all: (at, predicate) => ({
    init: constant(at, true),
    condition: call(at, '@not_strictly_false', accumulator(at)),
    step: call(at, '_&&_', accumulator(at), predicate),
    result: accumulator(at),
  }),
  exists: (at, predicate) => ({
    init: constant(at, false),
    condition: call(at, '@not_strictly_false', call(at, '!_', accumulator(at))),
    step: call(at, '_||_', accumulator(at), predicate),
    result: accumulator(at),
  }),
  exists_one: (at, predicate) => ({
    init: constant(at, 0n),
    condition: constant(at, true),
    step: call(at, '_?_:_', predicate, call(at, '_+_', accumulator(at), constant(at, 1n)), accumulator(at)),
    result: call(at, '_==_', accumulator(at), constant(at, 1n)),
  }),
};

function quantified(quantifier: Quantifier, offset: number, range: Expr, variable: Expr, predicate: Expr): Expansion {
  if (variable.kind !== 'ident') return { refused: 'argument must be a simple name', offset: variable.offset };
  return { kind: 'comprehension', offset, variable: variable.name, range, ...quantifier(offset, predicate) };
}

const NO_NAME = 'argument is not an identifier';

function mapped(offset: number, range: Expr, variable: Expr, filter: Expr | undefined, made: Expr): Expansion {
  if (variable.kind !== 'ident') return { refused: NO_NAME, offset };
  const added = call(offset, '_+_', accumulator(offset), list(offset, made));
  return collected(offset, range, variable.name, filter, added);
}

function filtered(offset: number, range: Expr, variable: Expr, filter: Expr): Expansion {
  if (variable.kind !== 'ident') return { refused: NO_NAME, offset };
  const added = call(offset, '_+_', accumulator(offset), list(offset, variable));
  return collected(offset, range, variable.name, filter, added);
}

function collected(offset: number, range: Expr, variable: string, filter: Expr | undefined, added: Expr): Expr {
  const step = filter === undefined ? added : call(offset, '_?_:_', filter, added, accumulator(offset));
  return {
    kind: 'comprehension',
    offset,
    variable,
    range,
    init: list(offset),
    condition: constant(offset, true),
    step,
    result: accumulator(offset),
  };
}

import { type Checked, check } from './check/checker.ts';
import { estimateCost } from './cost/estimate.ts';
import { isConversion } from './eval/conversions.ts';
import { evaluate } from './eval/evaluate.ts';
import { Meter } from './eval/meter.ts';
import { compiled } from './eval/texts.ts';
import { Failure } from './eval/values.ts';
import type { Expr } from './parse/ast.ts';
import { parse } from './parse/parser.ts';
import type { DeclType } from './schema/decl-type.ts';

/** A rule that was read against its schema. */
export interface CompiledRule {
  readonly expr: Expr;
  readonly checked: Checked;
  /** It compares with the object before, so that it says nothing of new ones. */
  readonly isTransition: boolean;
  /** The most that it may cost. */
  readonly maxCost: bigint;
  /** Why it cannot be used, in the server's words. */
  readonly error?: string;
}

/** The name that objects of a rule's own schema have in messages; the API server draws the number. */
export const SELF_TYPE = 'selfType0';

/** Reads a rule as the API server does (cel.Compile, apiserver/schema/cel v1.25). */
export function compileRule(rule: string, type: DeclType): CompiledRule {
  const { source, expr, issues } = parse(rule);
  const variables = new Map(['self', 'oldSelf', 'rule'].map((name) => [name, type.type]));
  if (issues.length > 0) return refused(expr, `compilation failed: ${source.describe(issues)}`);
  const checked = check(expr, source, variables);
  if (checked.issues.length > 0) return refused(expr, `compilation failed: ${source.describe(checked.issues)}`);
  if (checked.typeOf(expr).kind !== 'bool') return refused(expr, 'cel expression must evaluate to a bool');
  const isTransition = checked.names.has('oldSelf');
  const broken = brokenConstant(expr, checked);
  if (broken !== undefined)
    return { ...refused(expr, `program instantiation failed: ${broken}`), checked, isTransition };
  return { expr, checked, isTransition, maxCost: estimateCost(expr, checked, type).max };
}

const UNCHECKED: Checked = {
  issues: [],
  typeOf: () => ({ kind: 'error' }),
  overloadsOf: () => [],
  nameOf: () => undefined,
  names: new Set(),
};

function refused(expr: Expr, error: string): CompiledRule {
  return { expr, checked: UNCHECKED, isTransition: false, maxCost: 0n, error };
}

const PATTERN_FUNCTIONS: ReadonlySet<string> = new Set(['matches', 'find', 'findAll']);

/** What is wrong with the constants that the server works out beforehand: patterns, and texts that are converted. */
function brokenConstant(expr: Expr, checked: Checked): string | undefined {
  for (const inner of innerOf(expr)) {
    const broken = brokenConstant(inner, checked);
    if (broken !== undefined) return broken;
  }
  if (expr.kind !== 'call') return undefined;
  const [first] = expr.args;
  if (PATTERN_FUNCTIONS.has(expr.name) && first?.kind === 'constant' && typeof first.value === 'string') {
    const regex = compiled(first.value);
    return typeof regex === 'string' ? regex : undefined;
  }
  if (!isConstantConversion(expr)) return undefined;
  const value = evaluate(expr, checked, undefined, new Meter(Number.POSITIVE_INFINITY));
  return value instanceof Failure ? value.message : undefined;
}

function isConstantConversion(expr: Expr): boolean {
  if (expr.kind !== 'call' || expr.target !== undefined || !isConversion(expr.name)) return false;
  const [first] = expr.args;
  return first !== undefined && isConstant(first);
}

function isConstant(expr: Expr): boolean {
  if (expr.kind === 'list' || expr.kind === 'map') return innerOf(expr).every(isConstant);
  return expr.kind === 'constant' || isConstantConversion(expr);
}

function innerOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'select':
      return [expr.operand];
    case 'call':
      return expr.target === undefined ? expr.args : [expr.target, ...expr.args];
    case 'list':
      return expr.elements;
    case 'map':
      return expr.entries.flatMap(({ key, value }) => [key, value]);
    case 'comprehension':
      return [expr.range, expr.init, expr.condition, expr.step, expr.result];
    case 'message':
      return expr.values;
    default:
      return [];
  }
}

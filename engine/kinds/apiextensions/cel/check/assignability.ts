import { DYN, isDynOrError, listOf, mapOf, sameType, type Type, typeOf } from './types.ts';

/** What type parameters stand for. */
export type Bindings = ReadonlyMap<string, Type>;
type Bound = Map<string, Type>;

/** The bindings under which values of the types on the left may be given for those on the right; undefined if there are none. */
export function assign(bindings: Bindings, given: readonly Type[], wanted: readonly Type[]): Bindings | undefined {
  const copy = new Map(bindings);
  return allAssignable(copy, given, wanted) ? copy : undefined;
}

function allAssignable(bound: Bound, given: readonly Type[], wanted: readonly Type[]): boolean {
  return given.length === wanted.length && given.every((type, i) => isAssignable(bound, type, wanted[i] as Type));
}

/** internalIsAssignable of cel-go v0.12. */
function isAssignable(bound: Bound, given: Type, wanted: Type): boolean {
  if (wanted.kind === 'param') {
    const [isValid, isKnown] = substitutes(bound, given, wanted);
    if (isValid || isKnown) return isValid;
  }
  if (given.kind === 'param') return substitutes(bound, wanted, given)[0];
  if (isDynOrError(given) || isDynOrError(wanted)) return true;
  if (given.kind === 'null') return NULLABLE.has(wanted.kind);
  if (given.kind === 'list') return wanted.kind === 'list' && isAssignable(bound, given.of, wanted.of);
  if (given.kind === 'map')
    return wanted.kind === 'map' && allAssignable(bound, [given.key, given.value], [wanted.key, wanted.value]);
  if (given.kind === 'object') return wanted.kind === 'object' && given.name === wanted.name;
  return given.kind === wanted.kind && given.kind !== 'none';
}

const NULLABLE: ReadonlySet<string> = new Set(['null', 'object', 'duration', 'timestamp']);

type Param = Extract<Type, { kind: 'param' }>;

/** Whether the type may stand for the parameter, and whether something stood for it before. */
function substitutes(bound: Bound, type: Type, parameter: Param): readonly [isValid: boolean, isKnown: boolean] {
  if (sameType(type, parameter)) return [true, true];
  const known = bound.get(parameter.name);
  if (known !== undefined) {
    if (sameType(type, known)) return [true, true];
    if (!isAssignable(bound, type, known)) return [false, true];
    const general = mostGeneral(type, known);
    if (!mentions(bound, parameter, general)) bound.set(parameter.name, general);
    return [true, true];
  }
  if (mentions(bound, parameter, type)) return [false, false];
  bound.set(parameter.name, type);
  return [true, false];
}

/** Of two types that fit each other, the one that says less. */
export function mostGeneral(left: Type, right: Type): Type {
  return isLessSpecific(left, right) ? left : right;
}

function isLessSpecific(left: Type, right: Type): boolean {
  if (left.kind === 'dyn' || left.kind === 'param') return true;
  if (right.kind === 'dyn' || right.kind === 'param') return false;
  if (left.kind === 'list') return right.kind === 'list' && isLessSpecific(left.of, right.of);
  if (left.kind === 'map')
    return right.kind === 'map' && isLessSpecific(left.key, right.key) && isLessSpecific(left.value, right.value);
  return left.kind === right.kind && (left.kind === 'type' || sameType(left, right));
}

function mentions(bound: Bindings, parameter: Param, within: Type): boolean {
  if (sameType(parameter, within)) return true;
  switch (within.kind) {
    case 'param': {
      const known = bound.get(within.name);
      return known !== undefined && mentions(bound, parameter, known);
    }
    case 'list':
      return mentions(bound, parameter, within.of);
    case 'map':
      return mentions(bound, parameter, within.key) || mentions(bound, parameter, within.value);
    default:
      return false;
  }
}

/** The type with its parameters replaced by what they stand for; `isFinal`: what stands for nothing may be anything. */
export function substitute(bindings: Bindings, type: Type, isFinal: boolean): Type {
  switch (type.kind) {
    case 'param': {
      const known = bindings.get(type.name);
      if (known !== undefined) return substitute(bindings, known, isFinal);
      return isFinal ? DYN : type;
    }
    case 'list':
      return listOf(substitute(bindings, type.of, isFinal));
    case 'map':
      return mapOf(substitute(bindings, type.key, isFinal), substitute(bindings, type.value, isFinal));
    case 'type':
      return type.of === undefined ? type : typeOf(substitute(bindings, type.of, isFinal));
    default:
      return type;
  }
}

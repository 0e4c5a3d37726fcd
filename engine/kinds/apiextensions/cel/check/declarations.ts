import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  param,
  STRING,
  TIMESTAMP,
  type Type,
  typeOf,
  UINT,
  URL,
} from './types.ts';

/** One way to call a function. The id is cel-go's: the cost of a call goes by it. */
export interface Overload {
  readonly id: string;
  readonly isMember: boolean;
  readonly params: readonly Type[];
  readonly result: Type;
  /** Compares numbers of two types, which rules of a definition may not (outside of a comprehension's reach). */
  readonly isCrossType?: boolean;
}

const A = param('A');
const B = param('B');
const LIST = listOf(A);
const MAP = mapOf(A, B);

const free = (id: string, params: readonly Type[], result: Type): Overload => ({ id, isMember: false, params, result });
const member = (id: string, params: readonly Type[], result: Type): Overload => ({
  ...free(id, params, result),
  isMember: true,
});

const NAMES: readonly (readonly [string, Type])[] = [
  ['int64', INT],
  ['uint64', UINT],
  ['double', DOUBLE],
];

function arithmetic(name: string, types: readonly (readonly [string, Type])[]): readonly Overload[] {
  return types.map(([type, of]) => free(`${name}_${type}`, [of, of], of));
}

const ORDERED: readonly (readonly [string, Type])[] = [
  ['bool', BOOL],
  ...NAMES,
  ['string', STRING],
  ['bytes', BYTES],
  ['timestamp', TIMESTAMP],
  ['duration', DURATION],
];

function comparison(name: string): readonly Overload[] {
  const crossed = NAMES.flatMap(([left, of]) =>
    NAMES.filter(([right]) => right !== left).map(([right, other]): Overload => ({
      ...free(`${name}_${left}_${right}`, [of, other], BOOL),
      isCrossType: true,
    })),
  );
  return [...ORDERED.map(([type, of]) => free(`${name}_${type}`, [of, of], BOOL)), ...crossed];
}

function conversions(to: string, result: Type, from: readonly (readonly [string, Type])[]): readonly Overload[] {
  return from.map(([name, type]) => free(`${name}_to_${to}`, [type], result));
}

const S: readonly [string, Type] = ['string', STRING];
const TIME: readonly [string, Type] = ['timestamp', TIMESTAMP];
const SPAN: readonly [string, Type] = ['duration', DURATION];
const INTEGER: readonly [string, Type] = ['int64', INT];

/** A part of a point in time, of one in another zone, and, for some, of a duration. */
function timePart(name: string, ofDuration: boolean): readonly Overload[] {
  return [
    member(`timestamp_to_${name}`, [TIMESTAMP], INT),
    member(`timestamp_to_${name}_with_tz`, [TIMESTAMP, STRING], INT),
    ...(ofDuration ? [member(`duration_to_${name}`, [DURATION], INT)] : []),
  ];
}

const COMPARABLE: readonly (readonly [string, Type])[] = [
  ['int', INT],
  ['uint', UINT],
  ['double', DOUBLE],
  ['bool', BOOL],
  SPAN,
  TIME,
  S,
  ['bytes', BYTES],
];
const SUMMABLE = COMPARABLE.filter(([name]) => ['int', 'uint', 'double', 'duration'].includes(name));

const OPERATORS: Readonly<Record<string, readonly Overload[]>> = {
  '_?_:_': [free('conditional', [BOOL, A, A], A)],
  '_&&_': [free('logical_and', [BOOL, BOOL], BOOL)],
  '_||_': [free('logical_or', [BOOL, BOOL], BOOL)],
  '!_': [free('logical_not', [BOOL], BOOL)],
  '@not_strictly_false': [free('not_strictly_false', [BOOL], BOOL)],
  '_==_': [free('equals', [A, A], BOOL)],
  '_!=_': [free('not_equals', [A, A], BOOL)],
  '_-_': [
    ...arithmetic('subtract', NAMES),
    free('subtract_timestamp_timestamp', [TIMESTAMP, TIMESTAMP], DURATION),
    free('subtract_timestamp_duration', [TIMESTAMP, DURATION], TIMESTAMP),
    free('subtract_duration_duration', [DURATION, DURATION], DURATION),
  ],
  '_*_': arithmetic('multiply', NAMES),
  '_/_': arithmetic('divide', NAMES),
  '_%_': arithmetic('modulo', NAMES.slice(0, 2)),
  '_+_': [
    ...arithmetic('add', [...NAMES, S, ['bytes', BYTES]]),
    free('add_list', [LIST, LIST], LIST),
    free('add_timestamp_duration', [TIMESTAMP, DURATION], TIMESTAMP),
    free('add_duration_timestamp', [DURATION, TIMESTAMP], TIMESTAMP),
    free('add_duration_duration', [DURATION, DURATION], DURATION),
  ],
  '-_': [free('negate_int64', [INT], INT), free('negate_double', [DOUBLE], DOUBLE)],
  '_[_]': [free('index_list', [LIST, INT], A), free('index_map', [MAP, A], B)],
  '@in': [free('in_list', [A, LIST], BOOL), free('in_map', [A, MAP], BOOL)],
  in: [free('in_list', [A, LIST], BOOL), free('in_map', [A, MAP], BOOL)],
  '_<_': comparison('less'),
  '_<=_': comparison('less_equals'),
  '_>_': comparison('greater'),
  '_>=_': comparison('greater_equals'),
};

const STANDARD: Readonly<Record<string, readonly Overload[]>> = {
  size: [
    ...([STRING, BYTES, LIST, MAP] as const).map((type) => member(`${type.kind}_size`, [type], INT)),
    ...([STRING, BYTES, LIST, MAP] as const).map((type) => free(`size_${type.kind}`, [type], INT)),
  ],
  type: [free('type', [A], typeOf(A))],
  int: conversions('int64', INT, [INTEGER, ['uint64', UINT], ['double', DOUBLE], S, TIME, SPAN]),
  uint: conversions('uint64', UINT, [['uint64', UINT], INTEGER, ['double', DOUBLE], S]),
  double: conversions('double', DOUBLE, [['double', DOUBLE], INTEGER, ['uint64', UINT], S]),
  bool: conversions('bool', BOOL, [['bool', BOOL], S]),
  string: conversions('string', STRING, [
    S,
    ['bool', BOOL],
    INTEGER,
    ['uint64', UINT],
    ['double', DOUBLE],
    ['bytes', BYTES],
    TIME,
    SPAN,
  ]),
  bytes: conversions('bytes', BYTES, [['bytes', BYTES], S]),
  timestamp: conversions('timestamp', TIMESTAMP, [TIME, S, INTEGER]),
  duration: conversions('duration', DURATION, [SPAN, S, INTEGER]),
  dyn: [free('to_dyn', [A], DYN)],
  contains: [member('contains_string', [STRING, STRING], BOOL)],
  endsWith: [member('ends_with_string', [STRING, STRING], BOOL)],
  matches: [member('matches_string', [STRING, STRING], BOOL)],
  startsWith: [member('starts_with_string', [STRING, STRING], BOOL)],
  getFullYear: timePart('year', false),
  getMonth: timePart('month', false),
  getDayOfYear: timePart('day_of_year', false),
  getDayOfMonth: timePart('day_of_month', false),
  getDate: timePart('day_of_month_1_based', false),
  getDayOfWeek: timePart('day_of_week', false),
  getHours: timePart('hours', true),
  getMinutes: timePart('minutes', true),
  getSeconds: timePart('seconds', true),
  getMilliseconds: timePart('milliseconds', true),
};

/** Strings of cel-go's extension library (ext.Strings). */
const STRINGS: Readonly<Record<string, readonly Overload[]>> = {
  charAt: [member('string_char_at_int', [STRING, INT], STRING)],
  indexOf: [
    member('list_a_index_of_int', [LIST, A], INT),
    member('string_index_of_string', [STRING, STRING], INT),
    member('string_index_of_string_int', [STRING, STRING, INT], INT),
  ],
  lastIndexOf: [
    member('list_a_last_index_of_int', [LIST, A], INT),
    member('string_last_index_of_string', [STRING, STRING], INT),
    member('string_last_index_of_string_int', [STRING, STRING, INT], INT),
  ],
  lowerAscii: [member('string_lower_ascii', [STRING], STRING)],
  upperAscii: [member('string_upper_ascii', [STRING], STRING)],
  trim: [member('string_trim', [STRING], STRING)],
  replace: [
    member('string_replace_string_string', [STRING, STRING, STRING], STRING),
    member('string_replace_string_string_int', [STRING, STRING, STRING, INT], STRING),
  ],
  split: [
    member('string_split_string', [STRING, STRING], listOf(STRING)),
    member('string_split_string_int', [STRING, STRING, INT], listOf(STRING)),
  ],
  substring: [
    member('string_substring_int', [STRING, INT], STRING),
    member('string_substring_int_int', [STRING, INT, INT], STRING),
  ],
  join: [member('list_join', [listOf(STRING)], STRING), member('list_join_string', [listOf(STRING), STRING], STRING)],
};

/** What Kubernetes adds: lists, regular expressions and URLs (apiserver/schema/cel/library, v1.25). */
const KUBERNETES: Readonly<Record<string, readonly Overload[]>> = {
  isSorted: COMPARABLE.map(([name, type]) => member(`list_${name}_is_sorted_bool`, [listOf(type)], BOOL)),
  sum: SUMMABLE.map(([name, type]) => member(`list_${name}_sum_${name}`, [listOf(type)], type)),
  max: COMPARABLE.map(([name, type]) => member(`list_${name}_max_${name}`, [listOf(type)], type)),
  min: COMPARABLE.map(([name, type]) => member(`list_${name}_min_${name}`, [listOf(type)], type)),
  find: [member('string_find_string', [STRING, STRING], STRING)],
  findAll: [
    member('string_find_all_string', [STRING, STRING], listOf(STRING)),
    member('string_find_all_string_int', [STRING, STRING, INT], listOf(STRING)),
  ],
  url: [free('string_to_url', [STRING], URL)],
  isURL: [free('is_url_string', [STRING], BOOL)],
  ...Object.fromEntries(
    ['getScheme', 'getHost', 'getHostname', 'getPort', 'getEscapedPath'].map((name) => [
      name,
      [member(`url_${name}`, [URL], STRING)],
    ]),
  ),
  getQuery: [member('url_get_query', [URL], mapOf(STRING, listOf(STRING)))],
};

/** Every function a rule may call. */
export const FUNCTIONS: ReadonlyMap<string, readonly Overload[]> = new Map(
  [OPERATORS, STANDARD, STRINGS, KUBERNETES].flatMap((group) => Object.entries(group)),
);

/** The names of types, which are values as well. */
export const TYPE_NAMES: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['int', typeOf(INT)],
  ['uint', typeOf(UINT)],
  ['bool', typeOf(BOOL)],
  ['double', typeOf(DOUBLE)],
  ['bytes', typeOf(BYTES)],
  ['string', typeOf(STRING)],
  ['list', typeOf(LIST)],
  ['map', typeOf(MAP)],
  ['null_type', typeOf(NULL)],
  ['type', typeOf(typeOf(undefined))],
  ['google.protobuf.Timestamp', typeOf(TIMESTAMP)],
  ['google.protobuf.Duration', typeOf(DURATION)],
]);

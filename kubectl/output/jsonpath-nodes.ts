/** One bound of `[start:end:step]`. `derived`: the end of a single index, which is start + 1. */
export interface SliceParameter {
  readonly known: boolean;
  readonly value: number;
  readonly derived?: boolean;
}

/** A parsed JSONPath template, in the terms of client-go. */
export type PathNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'identifier'; readonly name: string }
  | { readonly type: 'value'; readonly value: number | boolean }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | { readonly type: 'slice'; readonly parameters: readonly [SliceParameter, SliceParameter, SliceParameter] }
  | { readonly type: 'union'; readonly branches: readonly (readonly PathNode[])[] }
  | {
      readonly type: 'filter';
      readonly left: readonly PathNode[];
      readonly operator: string;
      readonly right: readonly PathNode[];
    }
  | { readonly type: 'list'; readonly nodes: readonly PathNode[] };

/** A mistake in a template or in its evaluation, in client-go's words and without the prefix kubectl puts before them. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError';
}

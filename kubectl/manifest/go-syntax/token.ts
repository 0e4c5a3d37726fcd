import type { Mark } from './mark.ts';

/** The tokens of a YAML stream, by the names of the YAML 1.1 productions. */
export type TokenType =
  | 'stream-end'
  | 'directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

/** `text` holds the name of an anchor or alias; the values of scalars are not kept, only their places. */
export interface Token {
  readonly type: TokenType;
  readonly mark: Mark;
  readonly text?: string;
}

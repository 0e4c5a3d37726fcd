/** One operand or call of a pipeline. `at` is its offset in the template, `source` its text in messages. */
export type Operand =
  | {
      readonly type: 'path';
      readonly base: Operand | 'dot' | 'root';
      readonly fields: readonly string[];
      readonly at: number;
      readonly source: string;
    }
  | {
      readonly type: 'variable';
      readonly name: string;
      readonly fields: readonly string[];
      readonly at: number;
      readonly source: string;
    }
  | { readonly type: 'constant'; readonly value: unknown; readonly at: number; readonly source: string }
  | { readonly type: 'nil'; readonly at: number; readonly source: string }
  | {
      readonly type: 'call';
      readonly name: string;
      readonly args: readonly Operand[];
      readonly at: number;
      readonly source: string;
    }
  | { readonly type: 'pipeline'; readonly pipeline: Pipeline; readonly at: number; readonly source: string };

export interface Pipeline {
  /** `$x :=`, or `$i, $e :=` of a range. */
  readonly declares: readonly string[];
  /** `$x =` instead of `:=`. */
  readonly assigns: boolean;
  readonly commands: readonly Operand[];
}

export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipeline: Pipeline }
  | {
      readonly type: 'if' | 'with' | 'range';
      readonly pipeline: Pipeline;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    }
  | { readonly type: 'break' | 'continue' };

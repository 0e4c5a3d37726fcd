/** What ajv reports of one mistake; only these members are generated (scripts/schemas/validators.ts). */
export interface SchemaError {
  /** JSON pointer to the value, `~0` and `~1` escaped; the empty string is the whole body. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A validator as ajv compiles it: `errors` holds what the last call found. */
export interface Validator {
  (body: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/** What the engine does with a field: acts on it, only stores it, or refuses it by name where it would matter. */
export type FieldClass = 'acted' | 'stored' | 'refused';

/**
 * The fields of a kind that are acted on or refused; every other one is stored only. A pattern is a path of field names
 * (`spec.containers[*].image`); `.**` at its end means everything below as well. Of two patterns the longer one counts.
 */
export interface Coverage {
  readonly acted: readonly string[];
  /** Exceptions below an acted `**`. */
  readonly stored?: readonly string[];
  readonly refused?: readonly string[];
}

/** `at('spec', 'replicas', 'paused')`: the paths of the members of one field. */
export function at(prefix: string, ...names: readonly string[]): readonly string[] {
  return names.map((name) => `${prefix}.${name}`);
}

/** The same coverage below a field. */
export function under(prefix: string, { acted, stored = [], refused = [] }: Coverage): Required<Coverage> {
  return { acted: at(prefix, ...acted), stored: at(prefix, ...stored), refused: at(prefix, ...refused) };
}

export function joined(...parts: readonly Coverage[]): Required<Coverage> {
  return {
    acted: parts.flatMap(({ acted }) => acted),
    stored: parts.flatMap(({ stored = [] }) => stored),
    refused: parts.flatMap(({ refused = [] }) => refused),
  };
}

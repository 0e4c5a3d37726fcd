import { createHash } from 'node:crypto';

/** Longest body, as JSON, that a trace file holds. A longer one is a vendor's manifest: that it changed is told, not where. */
const LONGEST = 16_000;
/** `kubectl apply` repeats the whole object in this annotation. */
const REPEATS = 'kubectl.kubernetes.io/last-applied-configuration';

type Members = Readonly<Record<string, unknown>>;

/**
 * A request's body for a trace file, which CI keeps and people pass on: without what it says twice, of a Secret's values only digests, and of a
 * very long body its size and digest. Two bodies that differ still differ.
 */
export function sentBody(about: string, body: unknown): unknown {
  if (!isMembers(body)) return body;
  const isSecret = about.startsWith('Secret ');
  const shown = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, memberOf(name, value, isSecret)]),
  );
  const text = JSON.stringify(shown);
  return text.length <= LONGEST ? shown : { characters: text.length, digest: digest(text) };
}

function memberOf(name: string, value: unknown, isSecret: boolean): unknown {
  if (!isMembers(value)) return value;
  if (name === 'metadata') return withoutRepeat(value);
  return isSecret && (name === 'data' || name === 'stringData') ? digested(value) : value;
}

function withoutRepeat(metadata: Members): Members {
  const { annotations, ...rest } = metadata;
  if (!isMembers(annotations) || annotations[REPEATS] === undefined) return metadata;
  const others = Object.entries(annotations).filter(([name]) => name !== REPEATS);
  return others.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(others) };
}

function digested(values: Members): Members {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, digest(JSON.stringify(value))]));
}

function digest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

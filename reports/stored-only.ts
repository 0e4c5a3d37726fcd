import { type Run, scenariosOf } from './run-value.ts';

/** Fields that scenarios of the run wrote and nothing acts on, each once: `Pod spec.hostIPC`. */
export function storedOnlyOf(run: Run): readonly string[] {
  return [...new Set(scenariosOf(run).flatMap(({ record }) => record?.storedOnly ?? []))].sort();
}

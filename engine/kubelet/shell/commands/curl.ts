import { runCurl } from '../curl.ts';
import type { Work } from '../work.ts';
import { type Call, fail, pathOf } from './command.ts';
import { pass } from './sleep.ts';

/** curl, from this pod. */
export function* curl(call: Call): Work<number> {
  const { reach, source } = call.container.world;
  const result = runCurl(call.args, reach, source);
  if (result.tookMs > 0) yield* pass(call, result.tookMs);
  call.stdout.write(result.stdout);
  call.stderr.write(result.stderr);
  for (const { path, content } of result.files) {
    const written = call.container.files.write(pathOf(call, path), content, false);
    if (!written.ok) return fail(call, '(23) Failed writing body', 23);
  }
  return result.exit;
}

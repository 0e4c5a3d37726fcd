import { badRequest } from '../engine/index.ts';

/** What a request's path and query hang on: whose they are is known. */
const ORIGIN = 'http://localhost';

/**
 * Path and query of a request's target; a whole URL counts for its path alone, and `//x` is a path.
 * @throws StatusError (400) for what is none, or holds escapes that say nothing
 */
export function requestUrl(target: string): URL {
  const path = target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?]*/i, '');
  const url = new URL(ORIGIN + (path.startsWith('/') ? '' : '/') + path);
  try {
    decodeURIComponent(url.pathname);
  } catch {
    throw badRequest(`invalid URL escape in ${JSON.stringify(url.pathname)}`);
  }
  return url;
}

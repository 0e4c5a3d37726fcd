import { RE2JS, RE2JSException } from 're2js';
import { KubectlError } from '../errors.ts';

/**
 * A pattern of a user as Go's regexp reads it: never slower than in proportion to the text.
 * @returns whether the pattern is found in a text
 * @throws KubectlError for a pattern that is none
 */
export function compilePattern(source: string): (text: string) => boolean {
  try {
    const pattern = RE2JS.compile(source);
    return (text) => pattern.matcher(text).find();
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new KubectlError(error.message);
  }
}

import { KubectlError } from '../errors.ts';

/** A refusal that stands for itself: not wrapped in the chain of bases that led to it, as kustomize's own errors are. */
export class PlainRefusal extends KubectlError {}

/**
 * Runs a part of a build and puts the words before its error (pkg/errors.Wrap).
 * @param words called with the error's message
 */
export function wrapping<T>(words: (message: string) => string, part: () => T): T {
  try {
    return part();
  } catch (error) {
    if (error instanceof PlainRefusal || !(error instanceof KubectlError)) throw error;
    throw new KubectlError(words(error.message));
  }
}

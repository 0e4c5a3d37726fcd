/** Part of a cluster is in the middle of something that has no copy, such as a script that waits for its next line. */
export class CannotCopyError extends Error {}

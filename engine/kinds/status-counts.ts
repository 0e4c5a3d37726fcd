import { type FieldError, invalid } from '../api/validation/field-error.ts';
import { nonNegative } from './checks.ts';

/** Which counts a kind has in its status, in Kubernetes' order (ValidateDeploymentStatus and its siblings, v1.25). */
export interface StatusCounts {
  /** Not below 0. */
  readonly counts: readonly string[];
  /** Not above `status.replicas`, nor `availableReplicas` above `readyReplicas`. */
  readonly ofReplicas?: readonly string[];
  /** What `readyReplicas` is called where `availableReplicas` is above it. Default: `readyReplicas`. */
  readonly ready?: string;
}

type Status = Readonly<Record<string, unknown>> | undefined;

const number = (status: Status, name: string): number => (typeof status?.[name] === 'number' ? status[name] : 0);

/** What is wrong with the counts that somebody writes into a status: the check of its subresource. */
export function statusCountErrors(
  { counts, ofReplicas = [], ready = 'readyReplicas' }: StatusCounts,
  status: object | undefined,
  old: object | undefined,
): readonly FieldError[] {
  const now = status as Status;
  const errors = counts.flatMap((name) => nonNegative(number(now, name), `status.${name}`));
  const replicas = number(now, 'replicas');
  for (const name of ofReplicas) {
    const count = number(now, name);
    if (count > replicas) errors.push(invalid(`status.${name}`, count, 'cannot be greater than status.replicas'));
  }
  const available = number(now, 'availableReplicas');
  if (ofReplicas.length > 0 && available > number(now, 'readyReplicas'))
    errors.push(invalid('status.availableReplicas', available, `cannot be greater than ${ready}`));
  const collisions = number(now, 'collisionCount');
  if (collisions < number(old as Status, 'collisionCount'))
    errors.push(invalid('status.collisionCount', collisions, 'cannot be decremented'));
  return errors;
}

/** Which refusal the server makes of a patch that cannot be applied. */
export type PatchRefusal = 'BadRequest' | 'Invalid' | 'RequestEntityTooLarge' | 'Unknown';

/** A patch that cannot be applied: `reason` and `message` are what the API server answers, `why` is what went wrong. */
export class PatchError extends Error {
  readonly reason: PatchRefusal;
  readonly why: string;

  constructor(reason: PatchRefusal, message: string, why: string = message) {
    super(message);
    this.name = 'PatchError';
    this.reason = reason;
    this.why = why;
  }
}

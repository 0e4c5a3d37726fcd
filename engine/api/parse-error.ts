/** Text that does not parse (a quantity, a selector, a duration, base64). The message is Kubernetes' or Go's own. */
export class ParseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ParseError';
  }
}

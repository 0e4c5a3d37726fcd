import type { KubeObject } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import type { Invocation } from '../../invocation.ts';
import { formatPrinter, outputFormat, printChange } from '../../object-output.ts';

/**
 * What apply prints: a line for each object as it goes, or with `-o yaml` and its like all objects at the end, several as a List: then
 * nothing of any object where one was refused.
 */
export class AppliedObjects {
  readonly #invocation: Invocation;
  readonly #environment: KubectlEnvironment;
  readonly #objects: KubeObject[] = [];

  constructor(invocation: Invocation, environment: KubectlEnvironment) {
    this.#invocation = invocation;
    this.#environment = environment;
  }

  /** Whether the objects themselves are wanted. */
  get wantsObjects(): boolean {
    const { format } = outputFormat(this.#invocation);
    return format !== '' && format !== 'name';
  }

  /** Of all of them, as far as they have one. */
  get uids(): ReadonlySet<string> {
    return new Set(this.#objects.flatMap(({ metadata: { uid } }) => (uid === undefined ? [] : [uid])));
  }

  add(object: KubeObject, operation: string): void {
    this.#objects.push(object);
    if (!this.wantsObjects) printChange(this.#invocation, this.#environment, object, operation);
  }

  print(): void {
    const [first, second] = this.#objects;
    if (!this.wantsObjects || first === undefined) return;
    const print = formatPrinter(this.#invocation, this.#environment);
    if (print === undefined || second === undefined) {
      printChange(this.#invocation, this.#environment, first, '');
      return;
    }
    this.#invocation.out(print({ apiVersion: 'v1', items: this.#objects, kind: 'List', metadata: {} }));
  }
}

import type { Told } from '../kernel/trace.ts';
import { type Kind, kindId } from './kind.ts';
import { type KubeObject, keyOf } from './object.ts';

/** A change of an object as the trace tells it: the kind's brief facts about what stood there then. */
export class ToldChange implements Told {
  readonly #change: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly #kind: Kind;
  readonly #object: KubeObject;
  readonly #revision: number | undefined;

  constructor(change: 'ADDED' | 'MODIFIED' | 'DELETED', kind: Kind, object: KubeObject, revision?: number) {
    this.#change = change;
    this.#kind = kind;
    this.#object = object;
    this.#revision = revision;
  }

  about(): string {
    return `${kindId(this.#kind)} ${keyOf(this.#object)}`;
  }

  detail(): Readonly<Record<string, unknown>> {
    const facts = this.#kind.brief?.(this.#object);
    if (this.#revision === undefined) return { change: this.#change, ...facts };
    return { change: this.#change, revision: this.#revision, ...facts };
  }
}

import type { Component, KubeObject } from '../../../engine/index.ts';

/** The View that a component reconciles with. */
export type View = Parameters<Component['reconcile']>[1];

/** A component that sees objects of one kind otherwise than they are. The same object looks the same each time. */
export function seeing<T extends KubeObject>(
  component: Component,
  kind: T['kind'],
  distort: (object: T) => T,
): Component {
  const known = new WeakMap<KubeObject, T>();
  const seen = (object: T): T => {
    const made = known.get(object) ?? distort(object);
    known.set(object, made);
    return made;
  };
  const one = (object: KubeObject | undefined): KubeObject | undefined =>
    object?.kind === kind ? seen(object as T) : object;
  const many = (objects: readonly KubeObject[]): readonly KubeObject[] =>
    objects.map((object) => one(object) ?? object);
  const through = (view: View): View => ({
    get: ((...args: Parameters<View['get']>) => one(view.get(...args))) as View['get'],
    list: ((...args: Parameters<View['list']>) => many(view.list(...args))) as View['list'],
    by: ((...args: Parameters<View['by']>) => many(view.by(...args))) as View['by'],
    withUid: (uid) => one(view.withUid(uid)),
    ownedBy: (uid) => many(view.ownedBy(uid)),
  });
  return { ...component, reconcile: (key, view, context) => component.reconcile(key, through(view), context) };
}

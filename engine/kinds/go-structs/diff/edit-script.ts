/** What becomes of the elements of two lists, in order. `paired`: the next of both belong together, alike or not. */
export type Edit = 'paired' | 'removed' | 'inserted';

interface Counts {
  readonly same: number;
  readonly different: number;
}

interface Point {
  x: number;
  y: number;
}

/** 0, -1, 1, -2, 2, ... */
const zigzag = (step: number): number => (step % 2 === 0 ? step / 2 : -(step + 1) / 2);

/** Tries for each element of both lists that a search may make in vain. */
const TRIES = 4;

/**
 * How one list becomes the other: go-cmp's search in linear time, which goes from both ends in turn along the diagonals. `compare` counts
 * what is the same and what is not in two elements; those that have much in common are paired, too.
 */
export function editScript(
  lengthX: number,
  lengthY: number,
  compare: (x: number, y: number) => Counts,
): readonly Edit[] {
  const forward: { at: Point; edits: Edit[] } = { at: { x: 0, y: 0 }, edits: [] };
  const backward: { at: Point; edits: Edit[] } = { at: { x: lengthX, y: lengthY }, edits: [] };
  const [front, rear]: [Point, Point] = [
    { x: 0, y: 0 },
    { x: lengthX, y: lengthY },
  ];
  let tries = TRIES * (lengthX + lengthY);
  const isSame = (x: number, y: number): boolean => compare(x, y).different === 0;

  const take = (path: { at: Point; edits: Edit[] }, edit: Edit, direction: number): void => {
    path.edits.push(edit);
    if (edit !== 'inserted') path.at.x += direction;
    if (edit !== 'removed') path.at.y += direction;
  };
  /** Pairs what has enough in common on the way to a point, and drops the rest. */
  const connect = (path: { at: Point; edits: Edit[] }, to: Point, direction: number): void => {
    const distance = (axis: 'x' | 'y'): number => (to[axis] - path.at[axis]) * direction;
    const before = direction === 1 ? 0 : 1;
    while (distance('x') > 0 && distance('y') > 0) {
      const { same, different } = compare(path.at.x - before, path.at.y - before);
      const prefersX = direction === 1 ? distance('x') >= distance('y') : distance('y') < distance('x');
      take(path, same + 1 >= different ? 'paired' : prefersX ? 'removed' : 'inserted', direction);
    }
    while (distance('x') > 0) take(path, 'removed', direction);
    while (distance('y') > 0) take(path, 'inserted', direction);
  };

  const isDone = (): boolean => front.x >= rear.x || front.y >= rear.y || tries === 0;
  const isApart = (): boolean => forward.at.x < backward.at.x && forward.at.y < backward.at.y;
  const search = (direction: 1 | -1): void => {
    const [path, frontier] = direction === 1 ? [forward, front] : [backward, rear];
    const before = direction === 1 ? 0 : 1;
    let [stopX, stopY] = [false, false];
    for (let step = 0; !(stopX && stopY) && tries > 0; step++) {
      const shift = zigzag(step) * direction;
      const point = { x: frontier.x + shift, y: frontier.y - shift };
      const [low, high] = [forward.at, backward.at];
      const isOutX = direction === 1 ? point.x >= high.x || point.y < low.y : low.x >= point.x || high.y < point.y;
      const isOutY = direction === 1 ? point.y >= high.y || point.x < low.x : low.y >= point.y || high.x < point.x;
      if (isOutX) stopX = true;
      else if (isOutY) stopY = true;
      else if (isSame(point.x - before, point.y - before)) {
        connect(path, point, direction);
        take(path, 'paired', direction);
        while (isApart() && isSame(path.at.x - before, path.at.y - before)) take(path, 'paired', direction);
        frontier.x = path.at.x;
        frontier.y = path.at.y;
        [stopX, stopY] = [true, true];
      } else tries -= 1;
    }
  };

  for (let direction: 1 | -1 = 1; !isDone(); direction = direction === 1 ? -1 : 1) {
    search(direction);
    if (direction === 1) {
      if (backward.at.x - front.x >= backward.at.y - front.y) front.x += 1;
      else front.y += 1;
    } else if (rear.x - forward.at.x >= rear.y - forward.at.y) rear.x -= 1;
    else rear.y -= 1;
  }
  connect(forward, backward.at, 1);
  return [...forward.edits, ...backward.edits.toReversed()];
}

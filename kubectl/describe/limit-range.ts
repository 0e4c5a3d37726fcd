import type { LimitRange } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { nameLines } from './text.ts';

export const describeLimitRange: Describer<LimitRange> = (range) =>
  [
    nameLines(range),
    'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n',
    '----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n',
    limitRows(range, ''),
  ].join('');

/** One row for each type and resource; what is not set is `-`. */
export function limitRows({ spec }: LimitRange, indent: string): string {
  return spec.limits
    .flatMap((item) => {
      const lists = [item.min, item.max, item.defaultRequest, item.default, item.maxLimitRequestRatio];
      const names = [...new Set(lists.flatMap((list) => Object.keys(list ?? {})))].toSorted();
      return names.map(
        (name) => `${indent}${item.type}\t${name}\t${lists.map((list) => list?.[name] ?? '-').join('\t')}\n`,
      );
    })
    .join('');
}

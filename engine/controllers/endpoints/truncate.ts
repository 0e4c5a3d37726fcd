import type { EndpointAddress, EndpointSubset } from '../../kinds/types.ts';

/** The most addresses an Endpoints object may list (v1.25). */
export const MAX_ADDRESSES: number = 1000;

const count = (subsets: readonly EndpointSubset[], list: 'addresses' | 'notReadyAddresses'): number =>
  subsets.reduce((sum, subset) => sum + (subset[list]?.length ?? 0), 0);

export function isOverCapacity(subsets: readonly EndpointSubset[]): boolean {
  return count(subsets, 'addresses') + count(subsets, 'notReadyAddresses') > MAX_ADDRESSES;
}

/** Cuts to the limit, ready addresses first, each subset in proportion (truncateEndpoints, v1.25). */
export function truncate(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  if (!isOverCapacity(subsets)) return subsets;
  const ready = count(subsets, 'addresses');
  const notReady = count(subsets, 'notReadyAddresses');
  const readyRoom = Math.min(ready, MAX_ADDRESSES);
  const notReadyRoom = MAX_ADDRESSES - readyRoom;
  const share = (
    list: readonly EndpointAddress[] | undefined,
    total: number,
    room: number,
  ): readonly EndpointAddress[] => {
    const size = list?.length ?? 0;
    return (list ?? []).slice(0, total <= room ? size : Math.floor((size / total) * room));
  };
  return subsets.flatMap((subset) => {
    const addresses = share(subset.addresses, ready, readyRoom);
    const notReadyAddresses = share(subset.notReadyAddresses, notReady, notReadyRoom);
    if (addresses.length === 0 && notReadyAddresses.length === 0) return [];
    const { ports } = subset;
    return [
      {
        ...(addresses.length === 0 ? {} : { addresses }),
        ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses }),
        ...(ports === undefined ? {} : { ports }),
      },
    ];
  });
}

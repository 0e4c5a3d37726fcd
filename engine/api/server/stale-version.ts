import type { Kind } from '../kind.ts';
import type { KubeObject } from '../object.ts';
import { conflict, STALE_VERSION, unexpected } from '../status-error.ts';
import { goQuote } from '../go-format.ts';
import { goValue, invalid as invalidField } from '../validation/field-error.ts';
import { invalid } from './core.ts';

/**
 * Refuses a write that was made on another version than the stored one. No version and `0` are the same: whatever is stored is meant,
 * where the kind lets that be (Store.Update, v1.25).
 */
export function refuseStale(kind: Kind, { metadata }: KubeObject, version: string | undefined): void {
  refuseUnreadable(version);
  const given = (version ?? '').replace(/^0+/, '');
  if (given === '' && kind.updateNeedsVersion === true) {
    const why = invalidField('metadata.resourceVersion', goValue('0x0'), 'must be specified for an update');
    throw invalid({ ...kind, kind: kind.plural }, metadata.name, [why]);
  }
  if (given !== '' && given !== metadata.resourceVersion) throw conflict(kind, metadata.name, STALE_VERSION);
}

/** A version is a number of etcd's; another text is an error that nobody expects. */
function refuseUnreadable(version: string | undefined): void {
  if (version === undefined || /^\d*$/.test(version)) return;
  throw unexpected(`strconv.ParseUint: parsing ${goQuote(version)}: invalid syntax`);
}

import type { Image } from '../../component/workload.ts';
import type { Container } from '../../kinds/types.ts';
import { formatDuration } from '../../api/duration.ts';
import { inBackoffSinceUpdate, nextBackoff, POD_BACKOFF } from '../backoff.ts';
import { imageOnDisk } from '../machine/machine.ts';
import type { Waiting } from '../status/container-status.ts';
import type { Turn } from './turn.ts';

/** What a look at a container's image came to. */
export type ImageOutcome =
  | { readonly at: 'ready'; readonly image: Image }
  | { readonly at: 'pulling'; readonly doneAtMs: number }
  | { readonly at: 'refused'; readonly waiting: Waiting };

const refused = (reason: string, message: string): ImageOutcome => ({ at: 'refused', waiting: { reason, message } });

/** Repository path, tag, digest: what the distribution's grammar accepts. */
const REFERENCE =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$/;

const MAX_REFERENCE = 1024;

/** The names that were found to be references; a full memo begins anew. */
const references = new Set<string>();
const MAX_REFERENCES = 1024;

function isReference(name: string): boolean {
  if (references.has(name)) return true;
  if (name.length > MAX_REFERENCE || !REFERENCE.test(name)) return false;
  if (references.size >= MAX_REFERENCES) references.clear();
  references.add(name);
  return true;
}

/** Looks whether a container's image is there and begins to pull it where the policy says so (image manager, v1.25). */
export function ensureImage(turn: Turn, container: Container): ImageOutcome {
  const name = container.image ?? '';
  if (!isReference(name)) {
    const message = `Failed to apply default image tag "${name}": couldn't parse image reference "${name}": invalid reference format`;
    turn.event('Warning', 'InspectFailed', message, container.name);
    return refused('InvalidImageName', message);
  }
  const image = turn.parts.images.find(name);
  const isPresent = image !== undefined && turn.machine.images.has(image.reference);
  const policy = container.imagePullPolicy ?? 'IfNotPresent';
  if (isPresent && policy !== 'Always') {
    turn.event('Normal', 'Pulled', `Container image "${name}" already present on machine`, container.name);
    return { at: 'ready', image };
  }
  if (policy === 'Never' && turn.timings.containers === 'look') {
    const message = `Container image "${name}" is not present with pull policy of Never`;
    turn.event('Warning', 'ErrImageNeverPull', message, container.name);
    return refused('ErrImageNeverPull', message);
  }
  if (inBackoffSinceUpdate(turn.memory.pulls[name], turn.nowMs, POD_BACKOFF)) {
    const message = `Back-off pulling image "${name}"`;
    turn.event('Normal', 'BackOff', message, container.name);
    return refused('ImagePullBackOff', message);
  }
  turn.event('Normal', 'Pulling', `Pulling image "${name}"`, container.name);
  return { at: 'pulling', doneAtMs: pullEnd(turn, image, isPresent) };
}

/** Pulls go one after the other on a node. */
function pullEnd(turn: Turn, image: Image | undefined, isPresent: boolean): number {
  const { checkMs, overheadMs, bytesPerSecond } = turn.timings.pull;
  const bytesMs = image === undefined ? 0 : Math.ceil((image.sizeBytes / bytesPerSecond) * 1000);
  const tookMs = isPresent ? turn.draw(checkMs) : turn.draw(overheadMs) + bytesMs;
  const doneAtMs = Math.max(turn.nowMs, turn.machine.pullFreeAtMs) + tookMs;
  turn.machine.pullFreeAtMs = doneAtMs;
  return doneAtMs;
}

/** The end of a pull that began at `sinceMs`. */
export function finishPull(turn: Turn, container: Container, sinceMs: number): ImageOutcome {
  const name = container.image ?? '';
  const image = turn.parts.images.find(name);
  if (image !== undefined) {
    turn.machine.images.set(image.reference, imageOnDisk(image));
    const took = formatDuration(turn.nowMs - sinceMs);
    turn.event('Normal', 'Pulled', `Successfully pulled image "${name}" in ${took}`, container.name);
    return { at: 'ready', image };
  }
  const message = pullError(name);
  turn.event('Warning', 'Failed', `Failed to pull image "${name}": ${message}`, container.name);
  const pulls = {
    ...turn.memory.pulls,
    [name]: nextBackoff(turn.memory.pulls[name], turn.nowMs, turn.nowMs, POD_BACKOFF),
  };
  turn.remember({ pulls });
  return refused('ErrImagePull', message);
}

/** containerd's words for a name the registry does not have. */
function pullError(name: string): string {
  const full = fullReference(name);
  const pull = `failed to pull and unpack image "${full}": failed to resolve reference "${full}"`;
  return `rpc error: code = NotFound desc = ${pull}: ${full}: not found`;
}

/** `nginx` is `docker.io/library/nginx:latest`. */
export function fullReference(name: string): string {
  const [first = ''] = name.split('/');
  const hasRegistry = name.includes('/') && (first.includes('.') || first.includes(':') || first === 'localhost');
  const path = hasRegistry ? name : name.includes('/') ? `docker.io/${name}` : `docker.io/library/${name}`;
  const last = path.slice(path.lastIndexOf('/') + 1);
  return last.includes(':') || last.includes('@') ? path : `${path}:latest`;
}

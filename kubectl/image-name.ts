import { KubectlError } from './errors.ts';
import { suffixOf } from './random-suffix.ts';

const host = String.raw`(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?`;
const part = String.raw`[a-z0-9]+(?:(?:[._]|__|[-]*)[a-z0-9]+)*`;
const reference = new RegExp(
  String.raw`^(?:${host}/)?${part}(?:/${part})*(?::[\w][\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
);

export function isImageName(image: string): boolean {
  return reference.test(image);
}

/**
 * Refuses what is no image reference, as `kubectl run` does.
 * @throws KubectlError
 */
export function checkImageName(image: string): void {
  if (!isImageName(image))
    throw new KubectlError(`Invalid image name ${JSON.stringify(image)}: invalid reference format`);
}

/** The container's name that `create deployment` makes of an image: its last part without tag and digest, unique if it had to be changed. */
export function containerNameOf(image: string): string {
  const base = (image.split('/').at(-1) ?? image).split(':')[0]?.split('@')[0] ?? image;
  const name = base.replace(/[._]/g, '-');
  return name === base ? name : `${name}-${suffixOf(image)}`;
}

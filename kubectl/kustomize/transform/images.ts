import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../../engine/index.ts';
import { fieldNames, withField, wrongKind } from '../fields.ts';
import type { ImageEntry } from '../kustomization.ts';
import { compilePattern } from '../pattern.ts';
import { gvkOf } from '../resource.ts';
import { changeFields, type FieldSpec } from './field-specs.ts';
import { eachResource, type Transform } from './transform.ts';

export interface ImageArgs {
  readonly imageTag?: ImageEntry;
  readonly fieldSpecs?: readonly FieldSpec[];
}

/**
 * ImageTagTransformer: kustomize goes over the images twice, once wherever a list is called containers or initContainers and once at the
 * places it is told, which shows in a tagSuffix that is added twice.
 */
export function imageTagTransformer({ imageTag = {}, fieldSpecs = [] }: ImageArgs): Transform {
  const change = imageChange(imageTag);
  return eachResource((resource) => {
    if (gvkOf(resource.object).kind === 'CustomResourceDefinition') return resource;
    const everywhere = inContainers(resource.object, change) as JsonObject;
    return { ...resource, object: changeFields(everywhere, fieldSpecs, undefined, change) };
  });
}

function inContainers(value: JsonValue, change: (image: JsonValue) => JsonValue): JsonValue {
  if (isArray(value)) return value.map((item) => inContainers(item, change));
  if (!isObject(value)) return value;
  return Object.entries(value).reduce<JsonObject>((object, [name, child]) => {
    const inside = inContainers(child, change);
    const isContainers = (name === 'containers' || name === 'initContainers') && isArray(inside);
    return withField(object, name, isContainers ? inside.map((item) => withImage(item, change)) : inside);
  }, value);
}

function withImage(container: JsonValue, change: (image: JsonValue) => JsonValue): JsonValue {
  const image = isObject(container) ? member(container, 'image') : undefined;
  return isObject(container) && image !== undefined ? withField(container, 'image', change(image)) : container;
}

/** An entry's name is a pattern, as in kustomize. */
function imageChange(entry: ImageEntry): (image: JsonValue, path?: string) => JsonValue {
  const isMatch = compilePattern(`^${entry.name ?? ''}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`);
  return (image, path) => {
    if (image === null) return image;
    if (typeof image === 'object') throw wrongKind(image, 'ScalarNode', path === undefined ? [] : fieldNames(path));
    return isMatch(String(image)) ? changedImage(String(image), entry) : image;
  };
}

function changedImage(image: string, { newName = '', newTag = '', digest = '', tagSuffix = '' }: ImageEntry): string {
  const old = splitImage(image);
  const isSet = newTag !== '' || digest !== '';
  const tag = isSet ? newTag : tagSuffix === '' ? old.tag : old.tag + tagSuffix;
  const hash = isSet ? digest : tagSuffix === '' ? old.digest : '';
  return `${newName || old.name}${tag === '' ? '' : `:${tag}`}${hash === '' ? '' : `@${hash}`}`;
}

/** Name, tag and digest; a colon before the first slash is a port's (api/image.Split). */
function splitImage(image: string): { name: string; tag: string; digest: string } {
  const slash = Math.max(image.indexOf('/'), 0);
  const at = image.indexOf('@', slash);
  const colon = image.indexOf(':', slash);
  const hasTag = colon >= 0 && (at < 0 || colon < at);
  const nameEnd = hasTag ? colon : at < 0 ? image.length : at;
  return {
    name: image.slice(0, nameEnd),
    tag: hasTag ? image.slice(colon + 1, at < 0 ? image.length : at) : '',
    digest: at < 0 ? '' : image.slice(at + 1),
  };
}

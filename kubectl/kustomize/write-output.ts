import { posix } from 'node:path';
import type { JsonObject } from '../../engine/index.ts';
import type { FileAccess } from '../environment.ts';
import { KubectlError } from '../errors.ts';
import { printYaml, printYamlDocuments } from '../output/yaml.ts';
import { isClusterScoped } from './cluster-scoped.ts';
import { effectiveNamespace, gvkOf, nameOf, namespaceOf } from './resource.ts';

/**
 * What is built, written to a file, or to a file for each object where the path is that of a folder (`kubectl kustomize -o PATH`).
 * @throws KubectlError where it cannot be written
 */
export function writeOutput(objects: readonly JsonObject[], path: string, files: FileAccess): void {
  if (files.kind(path) !== 'directory') return write(path, printYamlDocuments(objects), files);
  const namespaces = new Set(objects.filter((each) => !isClusterScoped(gvkOf(each))).map(namespaceIn));
  for (const object of objects) {
    const isPlaced = namespaces.size > 1 && !isClusterScoped(gvkOf(object));
    const name = isPlaced ? `${namespaceIn(object)}_${fileName(object)}` : fileName(object);
    write(posix.join(path, name.toLowerCase()), printYaml(object), files);
  }
}

function namespaceIn(object: JsonObject): string {
  return effectiveNamespace({ ...gvkOf(object), name: '', namespace: namespaceOf(object) });
}

function fileName(object: JsonObject): string {
  const { group, version, kind } = gvkOf(object);
  return `${[group, version, kind].filter((part) => part !== '').join('_')}_${nameOf(object)}.yaml`;
}

function write(path: string, text: string, files: FileAccess): void {
  const folder = posix.dirname(path);
  if (folder !== '.' && files.kind(folder) !== 'directory')
    throw new KubectlError(`open ${path}: no such file or directory`);
  const refused = files.write(path, text);
  if (refused !== undefined) throw new KubectlError(refused);
}

import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../engine/index.ts';
import { KubectlError } from '../errors.ts';
import { loadYamlManifests } from '../manifest/load.ts';
import { decode } from './decode.ts';
import { PlainRefusal } from './errors.ts';
import { withField } from './fields.ts';
import type { Folder } from './folder.ts';
import type { Kustomization } from './kustomization.ts';
import { kustomizationShape, refusedFields } from './kustomization-shape.ts';

/** A kustomization and the name of the file it is from. */
export interface ReadKustomization extends Kustomization {
  readonly fileName: string;
}

const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * Reads the kustomization of a folder.
 * @throws KubectlError in kustomize's words; PlainRefusal for a field that is not simulated
 */
export function readKustomization(folder: Folder): ReadKustomization {
  const [name, second] = fileNames.filter((each) => folder.has(each));
  if (name === undefined) {
    const names = fileNames.map((each) => `'${each}'`);
    throw new KubectlError(
      `unable to find one of ${names.slice(0, -1).join(', ')} or ${names.at(-1)} in directory '${folder.path}'`,
    );
  }
  if (second !== undefined) throw new KubectlError(`Found multiple kustomization files under: ${folder.path}`);
  const written = withNewNames(valueOf(folder.read(name), name));
  const decoded = decode(written, kustomizationShape, { struct: 'Kustomization', path: '' }) as JsonObject;
  const unsimulated = refusedFields.find((field) => Object.hasOwn(decoded, field));
  if (unsimulated !== undefined)
    throw new PlainRefusal(`the field ${unsimulated} of '${folder.path}/${name}' is not simulated`);
  // `decode` has checked every field of the interface.
  return { ...checkedKind(decoded, folder.path), fileName: name };
}

function valueOf(text: string, name: string): JsonValue {
  const { documents, errors } = loadYamlManifests(text, name);
  const [error] = errors;
  if (error !== undefined) throw new KubectlError(error.message.replace(/^error parsing [^:]*: /, ''));
  return documents[0]?.value ?? {};
}

/** Old spellings (types.FixKustomizationPreUnmarshalling): imageTags, and patches that are a list of paths. */
function withNewNames(value: JsonValue): JsonValue {
  if (!isObject(value)) return value;
  const renamed = rename(value, 'imageTags', 'images');
  const list = member(renamed, 'patches');
  const areTexts = isArray(list) && list.some((item) => typeof item === 'string');
  return areTexts ? rename(renamed, 'patches', 'patchesStrategicMerge') : renamed;
}

function rename(object: JsonObject, from: string, to: string): JsonObject {
  const value = member(object, from);
  return value === undefined ? object : withField(withField(object, from, undefined), to, value);
}

/** Kustomization.EnforceFields. */
function checkedKind(kustomization: Kustomization, path: string): Kustomization {
  const kind = kustomization.kind || 'Kustomization';
  const apiVersion = `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`;
  const wrong = [
    ...(['Kustomization', 'Component'].includes(kind) ? [] : ['kind should be Kustomization or Component']),
    ...((kustomization.apiVersion || apiVersion) === apiVersion
      ? []
      : [`apiVersion for ${kind} should be ${apiVersion}`]),
  ];
  if (wrong.length > 0) throw new KubectlError(`Failed to read kustomization file under ${path}:\n${wrong.join('\n')}`);
  return { ...kustomization, kind };
}

import {
  apiVersionOf,
  isStatusError,
  kindId,
  type KubeObject,
  lastAppliedText,
  withLastApplied,
} from '../engine/index.ts';
import type { FlagSpec } from './command-line/flags.ts';
import type { KubectlEnvironment } from './environment.ts';
import { KubectlError, usageError } from './errors.ts';
import type { Invocation } from './invocation.ts';
import type { JsonBody } from './manifest-objects.ts';
import { printChange, shownObject } from './object-output.ts';
import { printStructJson, structText } from './output/struct-order.ts';
import { resolveKind } from './resource-args.ts';
import { dryRunFlag, fieldManagerFlag, printFlags, saveConfigFlag, validateFlag } from './shared-flags.ts';
import { dryRunOf, fieldValidationOf } from './write-flags.ts';
import { recorded } from './record.ts';

/** Flags of every command that makes an object from its words. */
export const createFlags: readonly FlagSpec[] = [
  ...printFlags,
  dryRunFlag,
  fieldManagerFlag,
  saveConfigFlag,
  validateFlag,
];

/** An object that is to be created, as kubectl's generators write it; metadata has no creationTimestamp yet. */
export interface Draft {
  /** `deployments.apps`. */
  readonly resource: string;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: JsonBody['x'];
  /** Everything beside apiVersion, kind and metadata. */
  readonly content: JsonBody;
}

export interface DraftOptions {
  /** `failed to create deployment: ` before what the API refuses; absent: the refusal itself. */
  readonly failure?: string;
  /** Behind the name: default `created`. */
  readonly operation?: string;
  /** Default `kubectl-create`. */
  readonly manager?: string;
  /** False: the draft does not say its namespace even if the command does; the request alone does. */
  readonly saysNamespace?: boolean;
  /** Nothing is printed of it. */
  readonly isSilent?: boolean;
  /** Changes the draft just before it is used (`run --overrides`). */
  override?(object: JsonBody): JsonBody;
}

/**
 * The one argument of a generator.
 * @throws KubectlError when there are none or several
 */
export function nameArgument(invocation: Invocation): string {
  const count = invocation.flags.argsBeforeDash ?? invocation.args.length;
  const [name] = invocation.args;
  if (count !== 1 || name === undefined)
    throw usageError(invocation.commandPath, `exactly one NAME is required, got ${count}`);
  return name;
}

/** The words behind `--`. */
export function wordsAfterDash(invocation: Invocation): readonly string[] {
  return invocation.args.slice(invocation.flags.argsBeforeDash ?? invocation.args.length);
}

/** Creates a draft, or only shows it (`--dry-run=client`), and prints the result. Gives the object. */
export function createDraft(
  invocation: Invocation,
  environment: KubectlEnvironment,
  draft: Draft,
  options: DraftOptions = {},
): KubeObject {
  const kind = resolveKind(invocation.client, draft.resource);
  const namespaced = kind.scope === 'Namespaced';
  const plain: JsonBody = {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    ...draft.content,
    metadata: {
      ...(draft.annotations === undefined ? {} : { annotations: draft.annotations }),
      creationTimestamp: null,
      ...(draft.labels === undefined ? {} : { labels: draft.labels }),
      name: draft.name,
      ...(namespaced && invocation.namespaceGiven && options.saysNamespace !== false
        ? { namespace: invocation.namespace }
        : {}),
      ...(draft.ownerReferences === undefined ? {} : { ownerReferences: draft.ownerReferences }),
    },
  };
  const drafted = recorded(invocation, options.override?.(plain) ?? plain);
  const object = invocation.bool('save-config') ? withLastApplied(drafted, structText(drafted)) : drafted;
  const dryRun = dryRunOf(invocation);
  const made = dryRun === 'client' ? (object as unknown as KubeObject) : send();
  if (options.isSilent === true) return made;
  const operation = options.operation ?? 'created';
  if (invocation.string('output') === 'json') invocation.out(printStructJson(shownObject(invocation, made)));
  else printChange(invocation, environment, made, operation);
  return made;

  function send(): KubeObject {
    try {
      return invocation.client.create(kindId(kind), namespaced ? invocation.namespace : undefined, object, {
        fieldManager: invocation.string('field-manager') ?? options.manager ?? 'kubectl-create',
        fieldValidation: fieldValidationOf(invocation),
        dryRun: dryRun === 'server',
      });
    } catch (error) {
      if (options.failure === undefined || !isStatusError(error)) throw error;
      throw new KubectlError(`${options.failure}${error.message}`);
    }
  }
}

/** `--save-config` writes the last-applied annotation, so that a later apply knows what was asked for. */
export function withSavedConfig(invocation: Invocation, object: JsonBody): JsonBody {
  if (!invocation.bool('save-config')) return object;
  return withLastApplied(object, lastAppliedText(object));
}

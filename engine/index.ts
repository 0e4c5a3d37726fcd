/** The whole public surface of the engine. */
export type {
  Client,
  DeleteOptions,
  ListOptions,
  ObjectList,
  ObjectRef,
  PatchOptions,
  PatchType,
  Table,
  TableColumn,
  TableRow,
  WatchEvent,
  WriteOptions,
} from './api/client.ts';
export { deepEqual, semanticEqual } from './api/equality.ts';
export {
  isArray,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
  member,
  sortedStringify,
  withMember,
} from './api/json.ts';
export { apiVersionOf, type Column, type Kind, kindId } from './api/kind.ts';
export { asStored, kindIn } from './api/versions.ts';
export { compileSelector, formatSelector, type LabelSelector, type Labels } from './api/labels.ts';
export {
  controllerOf,
  type Immutable,
  type KubeObject,
  keyOf,
  type ObjectMeta,
  type OwnerReference,
} from './api/object.ts';
export {
  forbidden,
  isStatusError,
  KubeletRefusal,
  qualified,
  type Status,
  type StatusCause,
  type StatusDetails,
  StatusError,
  type StatusReason,
} from './api/status-error.ts';
export { parseTimestamp, toTimestamp } from './api/time.ts';
export type { Topology, NfsExport, NodeTopology } from './topology/topology.ts';
export { HotLoopError } from './kernel/budget.ts';
export type { TraceEntry, TraceType } from './kernel/trace.ts';
export type * from './kinds/types.ts';
export { Cluster, type ClusterOptions, type Component } from './cluster.ts';
export { type ApiTrouble, soundApi, troubleApi } from './faults/api-faults.ts';
export type {
  FileSystem,
  HttpOutcome,
  HttpResponse,
  HttpTarget,
  Reach,
  Source,
  WriteOutcome,
} from './component/workload.ts';
export { ParseError } from './api/parse-error.ts';
export { decodeBase64, decodeBase64Text, encodeBase64 } from './api/base64.ts';
export { sha256Hex } from './api/digest.ts';
export { GoJsonError, jsonObjectError, JsonReader } from './api/go-json.ts';
export { goPlain } from './api/go-format.ts';
export { byCodeUnit } from './api/json.ts';
export { ageOf, humanDuration } from './kinds/columns.ts';
export { LAST_APPLIED, bareText, lastApplied, lastAppliedText, withLastApplied } from './api/patch/last-applied.ts';
export {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  milliValue,
  parseQuantity,
  quantityError,
  type Quantity,
  subQuantities,
  value as quantityValue,
} from './api/quantity.ts';
export { parseMatcher, parseSelector } from './api/label-parser.ts';
export { decode } from './api/schema/decode.ts';
export { elementShape, memberShape, type Shape, shapeOf } from './api/schema/fields.ts';
export { mergePatch } from './api/patch/merge-patch.ts';
export { strategicMergePatch } from './api/patch/strategic-merge-patch.ts';
export { jsonPatch } from './api/patch/json-patch.ts';
export { PatchError } from './api/patch/patch-error.ts';
export { explain as explainScheduling, type NodeExplanation } from './scheduler/index.ts';
export { formatDuration } from './api/duration.ts';
export { classOf, type FieldClass, refusedFields, storedOnlyFields } from './coverage/coverage.ts';
export { createThreeWayMergePatch, createTwoWayMergePatch } from './api/patch/create-patch.ts';
export {
  dns1123Subdomain as subdomainErrors,
  labelValue as labelValueErrors,
  portName as portNameErrors,
  qualifiedName as qualifiedNameErrors,
} from './api/validation/names.ts';
export { type Caller } from './api/server/core.ts';
export { impersonatedGroups } from './api/impersonation.ts';
export { type AccessAnswer, authorize as accessOf, forbiddenText, heldRules } from './kinds/rbac/authorizer.ts';
export { type ApiServer } from './api/server.ts';
export {
  CRASH,
  type Crash,
  crashContainer,
  OOM_KILL,
  powerOff,
  powerOn,
  rebootNode,
  setPressure,
} from './faults/machine-faults.ts';
export { envVarName, pathSegmentName } from './api/validation/names.ts';
export { tableFor } from './api/server/table.ts';
export { scaleTable } from './kinds/autoscaling/scale-table.ts';
export { badRequest, methodNotAllowed, notFound, resourceUnknown, unknownSubresource } from './api/status-error.ts';
export {
  definitionOf,
  fieldNames,
  fieldType,
  type FieldType,
  isRequired,
  type SchemaId,
  servedKinds,
} from './api/schema/definitions.ts';
export { isAtomicStruct, mergeRule, type MergeRule } from './api/schema/merge-rules.ts';
export { type CurlResult, runCurl } from './kubelet/shell/curl.ts';
export { NotSimulated as ShellRefusal } from './kubelet/shell/work.ts';
export { HOME, type Machine, type MachineProgram, Terminal } from './kubelet/shell/terminal.ts';
export { scriptState } from './kubelet/shell/interpreter/parse.ts';
export { readArchive } from './kubelet/shell/tar-archive.ts';
export type { Load, LoadCurve, LoadTarget, Metrics } from './metrics.ts';
export { type FullStore, limitObjects } from './faults/full-store.ts';
export { fullName, parseReference, type Reference } from './kubelet/images/reference.ts';
export { CannotCopyError } from './component/cannot-copy.ts';
export { UNKEPT, type Unkept, unkeptError, unkeptOf } from './kinds/unkept.ts';
export { uncoveredRules } from './kinds/rbac/escalation.ts';
export { AUTHORITY, authorityKeyPem, certificateHolder } from './topology/ca.ts';
export { DerError } from './api/x509/der.ts';
export { utf8Text } from './api/utf8.ts';
export { readSigningRequest, type SigningRequest } from './api/x509/request.ts';
export { type CertificateSigningRequest, certificateStatus } from './kinds/certificates/certificate-signing-request.ts';

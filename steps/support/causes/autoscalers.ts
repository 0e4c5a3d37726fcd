import type { Cluster, KubeObject } from '../../../engine/index.ts';

/** An autoscaler, as far as it is read here. */
interface Autoscaler extends KubeObject {
  readonly spec: {
    readonly scaleTargetRef: { readonly kind: string; readonly name: string };
    readonly minReplicas?: number;
    readonly maxReplicas: number;
  };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
  };
}

/** Who else decides how many pods a workload has: its autoscaler, within which bounds, and what keeps it from deciding. */
export function autoscalerCauses(view: Cluster['view'], namespace: string, workload: KubeObject): readonly string[] {
  const scaler = view
    .list<Autoscaler>('HorizontalPodAutoscaler', namespace)
    .find(({ spec: { scaleTargetRef: to } }) => to.kind === workload.kind && to.name === workload.metadata.name);
  if (scaler === undefined) return [];
  const { spec, status, metadata } = scaler;
  const what = `HorizontalPodAutoscaler "${metadata.name}"`;
  const blind = status?.conditions?.find((one) => one.type === 'ScalingActive' && one.status === 'False');
  return [
    `${what} keeps it between ${spec.minReplicas ?? 1} and ${spec.maxReplicas}`,
    ...(blind?.message === undefined ? [] : [`${what} cannot tell how many: ${blind.message}`]),
  ];
}

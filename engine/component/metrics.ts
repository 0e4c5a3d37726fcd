/** One value that was measured, in thousandths (millicores, thousandths of a byte). */
export interface MetricSample {
  readonly milli: number;
  /** When it was taken. */
  readonly atMs: number;
  /** Over how long before that it was taken. */
  readonly windowMs: number;
}

/**
 * The metrics APIs as the autoscaler sees them. Which of them are served: resource metrics (metrics.k8s.io), those of pods and other
 * objects (custom.metrics.k8s.io), and those from outside (external.metrics.k8s.io).
 */
export interface MetricsReader {
  serves(api: 'resource' | 'custom' | 'external'): boolean;
  /** A pod's `cpu` or `memory`, or a metric of its own; undefined: nothing was measured yet. */
  ofPod(namespace: string, pod: string, metric: string): MetricSample | undefined;
  ofObject(kind: string, namespace: string, name: string, metric: string): MetricSample | undefined;
  external(namespace: string, metric: string): MetricSample | undefined;
}

/** A Job "batch" of one pod that sleeps. */
export function sleepingJob(seconds: number): object {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'batch' },
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [{ name: 'c', image: 'busybox', command: ['sleep', String(seconds)] }],
        },
      },
    },
  };
}

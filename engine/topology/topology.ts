/** What a cluster is made of before anybody uses it. Plain data; scenarios/topologies/*.yaml are read into it. */
export interface Topology {
  readonly name: string;
  /** Virtual time at which a scenario begins, RFC3339. */
  readonly startTime: string;
  readonly nodes: readonly NodeTopology[];
  readonly podNetwork: string;
  readonly serviceNetwork: string;
  /** 'kubeadm': the control plane's pods, CoreDNS, kube-proxy and Calico run in kube-system. 'bare': nothing runs there. */
  readonly system: 'kubeadm' | 'bare';
  /** A restarted scheduler or controller manager waits for its old lease. */
  readonly leaderElection: boolean;
  /** What runs the pods: the simulated kubelet with images that behave, or one of the recordings' stand-ins. */
  readonly agent: 'kubelet' | 'hollow' | 'puppet';
  /** Folders that a node exports by NFS. */
  readonly nfsExports: readonly NfsExport[];
  /** Provisioners of storage classes that work here (default: DEFAULT_PROVISIONERS); claims for any other one wait. */
  readonly provisioners?: readonly string[];
  /** Timings of the node agent in milliseconds that differ from Kubernetes' own. */
  readonly timings: Readonly<Record<string, number>>;
}

export interface NodeTopology {
  readonly name: string;
  readonly address: string;
  readonly controlPlane: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly cpu: string;
  readonly memory: string;
  readonly allocatableMemory: string;
  readonly ephemeralStorage: string;
  readonly pods: number;
  /** First address of the pods of this node, e.g. '172.16.221.128/26'. */
  readonly podBlock: string;
  readonly kubeletVersion: string;
  readonly osImage: string;
  readonly kernelVersion: string;
  readonly containerRuntime: string;
}

export interface NfsExport {
  readonly node: string;
  readonly path: string;
}

/** Directories on the nodes, under the names that small clusters know. */
export const DEFAULT_PROVISIONERS: readonly string[] = [
  'rancher.io/local-path',
  'k8s.io/minikube-hostpath',
  'seatrial.dev/hostpath',
];

import type { RoleTable } from './rules.ts';

/** What each controller of the controller manager may do: the ClusterRoles `system:controller:NAME` (bootstrap policy, v1.25). */
export const CONTROLLER_ROLES: RoleTable = {
  'attachdetach-controller': `
    list watch |  | persistentvolumeclaims persistentvolumes
    get list watch |  | nodes
    patch update |  | nodes/status
    list watch |  | pods
    create patch update | ,events.k8s.io | events
    create delete get list watch | storage.k8s.io | volumeattachments
    get list watch | storage.k8s.io | csidrivers
    get list watch | storage.k8s.io | csinodes`,
  'certificate-controller': `
    delete get list watch | certificates.k8s.io | certificatesigningrequests
    update | certificates.k8s.io | certificatesigningrequests/approval certificatesigningrequests/status
    approve | certificates.k8s.io | signers | kubernetes.io/kube-apiserver-client-kubelet
    sign | certificates.k8s.io | signers | kubernetes.io/kube-apiserver-client kubernetes.io/kube-apiserver-client-kubelet kubernetes.io/kubelet-serving kubernetes.io/legacy-unknown
    create | authorization.k8s.io | subjectaccessreviews
    create patch update | ,events.k8s.io | events`,
  'clusterrole-aggregation-controller': `
    escalate get list patch update watch | rbac.authorization.k8s.io | clusterroles`,
  'cronjob-controller': `
    get list update watch | batch | cronjobs
    create delete get list patch update watch | batch | jobs
    update | batch | cronjobs/status
    update | batch | cronjobs/finalizers
    delete list |  | pods
    create patch update | ,events.k8s.io | events`,
  'daemon-set-controller': `
    get list watch | apps,extensions | daemonsets
    update | apps,extensions | daemonsets/status
    update | apps,extensions | daemonsets/finalizers
    list watch |  | nodes
    create delete list patch watch |  | pods
    create |  | pods/binding
    create delete get list patch update watch | apps | controllerrevisions
    create patch update | ,events.k8s.io | events`,
  'deployment-controller': `
    get list update watch | apps,extensions | deployments
    update | apps,extensions | deployments/status
    update | apps,extensions | deployments/finalizers
    create delete get list patch update watch | apps,extensions | replicasets
    get list update watch |  | pods
    create patch update | ,events.k8s.io | events`,
  'disruption-controller': `
    get list watch | apps,extensions | deployments
    get list watch | apps,extensions | replicasets
    get list watch |  | replicationcontrollers
    get list watch | policy | poddisruptionbudgets
    get list watch | apps | statefulsets
    update | policy | poddisruptionbudgets/status
    get | * | */scale
    create patch update | ,events.k8s.io | events`,
  'endpoint-controller': `
    get list watch |  | pods services
    create delete get list update |  | endpoints
    create |  | endpoints/restricted
    create patch update | ,events.k8s.io | events`,
  'endpointslice-controller': `
    get list watch |  | nodes pods services
    update |  | services/finalizers
    create delete get list update | discovery.k8s.io | endpointslices
    create patch update | ,events.k8s.io | events`,
  'endpointslicemirroring-controller': `
    get list watch |  | endpoints services
    update |  | services/finalizers
    update |  | endpoints/finalizers
    create delete get list update | discovery.k8s.io | endpointslices
    create patch update | ,events.k8s.io | events`,
  'ephemeral-volume-controller': `
    get list watch |  | pods
    update |  | pods/finalizers
    create get list watch |  | persistentvolumeclaims
    create patch update | ,events.k8s.io | events`,
  'expand-controller': `
    get list patch update watch |  | persistentvolumes
    patch update |  | persistentvolumeclaims/status
    get list watch |  | persistentvolumeclaims
    get list watch | storage.k8s.io | storageclasses
    get |  | endpoints services
    get |  | secrets
    create patch update | ,events.k8s.io | events`,
  'generic-garbage-collector': `
    delete get list patch update watch | * | *
    create patch update | ,events.k8s.io | events`,
  'horizontal-pod-autoscaler': `
    get list watch | autoscaling | horizontalpodautoscalers
    update | autoscaling | horizontalpodautoscalers/status
    get update | * | */scale
    list |  | pods
    get |  | services/proxy | http:heapster: https:heapster:
    list | metrics.k8s.io | pods
    get list | custom.metrics.k8s.io | *
    get list | external.metrics.k8s.io | *
    create patch update | ,events.k8s.io | events`,
  'job-controller': `
    get list patch update watch | batch | jobs
    update | batch | jobs/status
    update | batch | jobs/finalizers
    create delete list patch watch |  | pods
    create patch update | ,events.k8s.io | events`,
  'namespace-controller': `
    delete get list watch |  | namespaces
    update |  | namespaces/finalize namespaces/status
    delete deletecollection get list | * | *`,
  'node-controller': `
    delete get list patch update |  | nodes
    patch update |  | nodes/status
    update |  | pods/status
    delete list |  | pods
    create get list update | networking.k8s.io | clustercidrs
    create patch update | ,events.k8s.io | events`,
  'persistent-volume-binder': `
    create delete get list update watch |  | persistentvolumes
    update |  | persistentvolumes/status
    get list update watch |  | persistentvolumeclaims
    update |  | persistentvolumeclaims/status
    create delete get list watch |  | pods
    get list watch | storage.k8s.io | storageclasses
    create delete get update |  | endpoints
    create delete get |  | services
    get |  | secrets
    get list |  | nodes
    watch |  | events
    create patch update | ,events.k8s.io | events`,
  'pod-garbage-collector': `
    delete list watch |  | pods
    get list |  | nodes`,
  'pv-protection-controller': `
    get list update watch |  | persistentvolumes
    create patch update | ,events.k8s.io | events`,
  'pvc-protection-controller': `
    get list update watch |  | persistentvolumeclaims
    get list watch |  | pods
    create patch update | ,events.k8s.io | events`,
  'replicaset-controller': `
    get list update watch | apps,extensions | replicasets
    update | apps,extensions | replicasets/status
    update | apps,extensions | replicasets/finalizers
    create delete list patch watch |  | pods
    create patch update | ,events.k8s.io | events`,
  'replication-controller': `
    get list update watch |  | replicationcontrollers
    update |  | replicationcontrollers/status
    update |  | replicationcontrollers/finalizers
    create delete list patch watch |  | pods
    create patch update | ,events.k8s.io | events`,
  'resourcequota-controller': `
    list watch | * | *
    update |  | resourcequotas/status
    create patch update | ,events.k8s.io | events`,
  'root-ca-cert-publisher': `
    create update |  | configmaps
    create patch update | ,events.k8s.io | events`,
  'route-controller': `
    list watch |  | nodes
    patch |  | nodes/status
    create patch update | ,events.k8s.io | events`,
  'service-account-controller': `
    create |  | serviceaccounts
    create patch update | ,events.k8s.io | events`,
  'service-controller': `
    get list watch |  | services
    patch update |  | services/status
    list watch |  | nodes
    create patch update | ,events.k8s.io | events`,
  'statefulset-controller': `
    list watch |  | pods
    get list watch | apps | statefulsets
    update | apps | statefulsets/status
    update | apps | statefulsets/finalizers
    create delete get patch update |  | pods
    create delete get list patch update watch | apps | controllerrevisions
    create get |  | persistentvolumeclaims
    create patch update | ,events.k8s.io | events`,
  'ttl-after-finished-controller': `
    delete get list watch | batch | jobs
    create patch update | ,events.k8s.io | events`,
  'ttl-controller': `
    list patch update watch |  | nodes
    create patch update | ,events.k8s.io | events`,
};

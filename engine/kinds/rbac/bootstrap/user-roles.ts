import type { RoleTable } from './rules.ts';

/** The ClusterRoles for users, and what `admin`, `edit` and `view` are put together from (bootstrap policy, v1.25). */
export const USER_ROLES: RoleTable = {
  'cluster-admin': `
    * | * | *
    * | *`,
  'system:aggregate-to-admin': `
    create | authorization.k8s.io | localsubjectaccessreviews
    create delete deletecollection get list patch update watch | rbac.authorization.k8s.io | rolebindings roles`,
  'system:aggregate-to-edit': `
    get list watch |  | pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy
    impersonate |  | serviceaccounts
    create delete deletecollection patch update |  | pods pods/attach pods/exec pods/portforward pods/proxy
    create |  | pods/eviction
    create delete deletecollection patch update |  | configmaps endpoints events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy
    create |  | serviceaccounts/token
    create delete deletecollection patch update | apps | daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale
    create delete deletecollection patch update | autoscaling | horizontalpodautoscalers
    create delete deletecollection patch update | batch | cronjobs jobs
    create delete deletecollection patch update | extensions | daemonsets deployments deployments/rollback deployments/scale ingresses networkpolicies replicasets replicasets/scale replicationcontrollers/scale
    create delete deletecollection patch update | policy | poddisruptionbudgets
    create delete deletecollection patch update | networking.k8s.io | ingresses networkpolicies
    create delete deletecollection get list patch update watch | coordination.k8s.io | leases`,
  'system:aggregate-to-view': `
    get list watch |  | configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status
    get list watch |  | bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status
    get list watch |  | namespaces
    get list watch | discovery.k8s.io | endpointslices
    get list watch | apps | controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status
    get list watch | autoscaling | horizontalpodautoscalers horizontalpodautoscalers/status
    get list watch | batch | cronjobs cronjobs/status jobs jobs/status
    get list watch | extensions | daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses ingresses/status networkpolicies replicasets replicasets/scale replicasets/status replicationcontrollers/scale
    get list watch | policy | poddisruptionbudgets poddisruptionbudgets/status
    get list watch | networking.k8s.io | ingresses ingresses/status networkpolicies`,
  'system:basic-user': `
    create | authorization.k8s.io | selfsubjectaccessreviews selfsubjectrulesreviews`,
  'system:discovery': `
    get | /api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/`,
  'system:monitoring': `
    get | /healthz /healthz/* /livez /livez/* /metrics /readyz /readyz/*`,
  'system:public-info-viewer': `
    get | /healthz /livez /readyz /version /version/`,
  'system:service-account-issuer-discovery': `
    get | /.well-known/openid-configuration /openid/v1/jwks`,
};

Feature: What objects say and whom they belong to
  Steps that look at single fields, labels, images and mounts: rubrics of exercises are made of them.

  Scenario: A pod made by hand, and pods of a deployment
    Given a pod "alone"
    And a deployment "web" with 2 replicas
    Then Pod "alone" is owned by no controller
    And Pod "alone" carries the label "run=alone"
    And field "{.spec.restartPolicy}" of Pod "alone" is "Always"
    And field "{.spec.template.spec.containers[*].image}" of Deployment "web" is "nginx"
    And every pod of "web" carries the label "app=web"
    And every pod of "web" runs the image "docker.io/library/nginx:latest"

  Scenario: A service finds the pods of its deployment and no others
    Given a deployment "web" with 2 replicas
    And a pod "alone"
    And deployment "web" is exposed as a ClusterIP service
    Then service "web" selects the pods of "web"
    When 20 requests are sent to service "web"
    Then every answer came from a pod of "web"

  Scenario: Pods of a drained node are replaced elsewhere
    Given a deployment "web" with 3 replicas
    When the node of a pod of "web" is drained
    Then the replacement is Ready on another node within 1 minute

  Scenario: Pods of a node without power are replaced when the cluster has given the node up
    Given a deployment "web" with 3 replicas
    When the node of a pod of "web" loses its power
    Then at least 2 pods of "web" stay Ready for 5 minutes
    And the replacement is Ready on another node within 3 minutes

  Scenario: Pods mount an export of their own
    When I run "kubectl apply -f dpy-chk-log.yaml"
    Then every pod of "dpy-chk-log" mounts the NFS export "192.168.1.10:/nfs_shared/log" at "/audit"

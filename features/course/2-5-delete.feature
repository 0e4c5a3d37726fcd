Feature: 2-5 Deleting what was deployed
  A service can go while its pods run on. A deployment takes its ReplicaSet and its pods along. What belongs to nobody has to be deleted by name.

  Background:
    Given a deployment "chk-hn" of image "sysnet4admin/chk-hn" with 3 replicas
    And deployment "chk-hn" is exposed as a NodePort service

  Scenario: Without its service a deployment runs on, but nobody finds it
    When I run "kubectl delete service chk-hn"
    Then it prints 'service "chk-hn" deleted'
    And there is no Service "chk-hn"
    And "chk-hn" has 3 pods, all Ready

  Scenario: A deployment takes its pods along
    When I run "kubectl delete deployment chk-hn"
    Then it prints 'deployment.apps "chk-hn" deleted'
    And no pod of "chk-hn" is left
    When I run "kubectl get replicasets"
    Then it ends with exit code 0
    And it does not print "chk-hn"

  Scenario: A service without pods answers nobody
    When I run "kubectl delete deployment chk-hn"
    Then service "chk-hn" has 0 endpoints
    When 1 request is sent from outside to service "chk-hn" through w1-k8s
    Then the request is not answered

  Scenario: What is not there cannot be deleted
    When I try "kubectl delete pod nginx"
    Then it is refused with 'Error from server (NotFound): pods "nginx" not found'

  Scenario: A manifest names what it made, for deleting too
    Given MetalLB is installed
    When I run "kubectl delete -f metallb.yaml"
    Then there is no Namespace "metallb-system"

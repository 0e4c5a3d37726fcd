Feature: 2-4 The load balancer
  NodePort tells everybody the addresses of the nodes. A service of type LoadBalancer gets an address of its own, but somebody has to give it
  one: in the cloud the provider does, in the course's cluster MetalLB does.

  Scenario: Without anybody who hands out addresses, a LoadBalancer service waits for ever
    Given a deployment "chk-hn" of image "sysnet4admin/chk-hn" with 3 replicas
    When I run "kubectl expose deployment chk-hn --type=LoadBalancer --port=80"
    Then service "chk-hn" has no external address for 10 minutes
    When I run "kubectl get services chk-hn"
    Then it prints these rows:
      | NAME   | TYPE         | EXTERNAL-IP | PORT(S)   |
      | chk-hn | LoadBalancer | <pending>   | 80:3*/TCP |

  Scenario: The service gets its address as soon as MetalLB is there
    Given a deployment "chk-hn" of image "sysnet4admin/chk-hn" with 3 replicas
    And deployment "chk-hn" is exposed as a LoadBalancer service
    When MetalLB is installed
    Then service "chk-hn" gets the external address "192.168.1.11"
    When somebody outside requests "http://192.168.1.11"
    Then the request is answered
    And every answer names the pod that gave it

  Scenario: 300 requests to the external address spread evenly
    Given MetalLB is installed
    And a deployment "chk-hn" of image "sysnet4admin/chk-hn" with 3 replicas
    And deployment "chk-hn" is exposed as a LoadBalancer service
    And service "chk-hn" gets the external address "192.168.1.11"
    When 300 requests are sent to the external address of service "chk-hn"
    Then every request is answered
    And every pod answered between 60 and 140 of them

  Scenario: Addresses are given out in order, and a released one is given out again
    Given MetalLB is installed
    And a deployment "one" with 1 replica
    And a deployment "two" with 1 replica
    And deployment "one" is exposed as a LoadBalancer service
    And deployment "two" is exposed as a LoadBalancer service
    Then service "one" gets the external address "192.168.1.11"
    And service "two" gets the external address "192.168.1.12"
    When I run "kubectl delete service one"
    And I run "kubectl expose deployment one --type=LoadBalancer --port=80"
    Then service "one" gets the external address "192.168.1.11"

  Scenario: The course's own manifest takes two applies on Kubernetes v1.25
    Given a deployment "chk-hn" of image "sysnet4admin/chk-hn" with 3 replicas
    And deployment "chk-hn" is exposed as a LoadBalancer service
    When I try "kubectl apply -f course-metallb.yaml"
    Then it ends with exit code 1
    And it is refused with 'no matches for kind "PodSecurityPolicy" in version "policy/v1beta1"'
    And it is refused with 'no matches for kind "IPAddressPool" in version "metallb.io/v1beta1"'
    And service "chk-hn" has no external address for 1 minute
    When we look at namespace "metallb-system"
    Then 1 pod of "controller" is Ready
    And 4 pods of "speaker" are Ready
    When I try "kubectl apply -f course-metallb.yaml"
    Then it prints "ipaddresspool.metallb.io/k8s-svc-pool created"
    And it prints "l2advertisement.metallb.io/layer2-mode created"
    When we look at namespace "default"
    Then service "chk-hn" gets the external address "192.168.1.11"

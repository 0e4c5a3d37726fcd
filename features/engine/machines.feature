Feature: Machines fail
  A node is a machine: it loses its power, reboots, and runs short of memory or disk. Its pods live and die with it.

  Scenario: A machine that loses its power is replaced after five minutes of grace
    Given a deployment "web" with 3 replicas
    And "web" has 3 pods, all Ready
    When the power of node w1-k8s fails
    Then node w1-k8s becomes NotReady within 1 minute
    When 6 minutes pass
    Then no pod of "web" runs on w1-k8s
    When the power of node w1-k8s is back
    Then node w1-k8s becomes Ready within 2 minutes
    And "web" has 3 pods, all Ready

  Scenario: After a reboot the same pods run again
    Given a pod "nginx"
    And pod "nginx" is Ready
    When node w1-k8s reboots
    And node w2-k8s reboots
    And node w3-k8s reboots
    Then pod "nginx" is Ready again after 1 restart of its container

  Scenario: A container that takes too much memory is killed and started again
    Given a pod "nginx"
    And pod "nginx" is Ready
    When pod "nginx" runs out of memory
    Then pod "nginx" is Ready again after 1 restart of its container
    When I run "kubectl get pod nginx -o jsonpath={.status.containerStatuses[0].lastState.terminated.reason}"
    Then it prints "OOMKilled"

  Scenario: A node under memory pressure evicts a pod and takes no new ones
    Given a deployment "web" with 3 replicas
    And "web" has 3 pods, all Ready
    When node w2-k8s comes under memory pressure
    Then an event "Evicted" about "web" is recorded
    And 1 pod of "web" is Failed
    And 3 pods of "web" are Ready
    When the memory pressure on node w2-k8s is gone
    And 6 minutes pass
    And deployment "web" is scaled to 9
    Then 9 pods of "web" are Ready
    And the pods of "web" spread over the workers with a difference of at most 2

  Scenario: The API server says which component does not answer
    When the scheduler is stopped
    And I run "kubectl get componentstatuses"
    Then it prints these rows:
      | NAME               | STATUS    |
      | controller-manager | Healthy   |
      | etcd-0             | Healthy   |
      | scheduler          | Unhealthy |
    And it prints "dial tcp 127.0.0.1:10259: connect: connection refused"
    And it prints "Warning: v1 ComponentStatus is deprecated in v1.19+"
    When the scheduler is started again
    And I run "kubectl get cs scheduler"
    Then it prints these rows:
      | NAME      | STATUS  | MESSAGE |
      | scheduler | Healthy | ok      |

Feature: 4 What happens when parts of the cluster fail
  The course stops one part after the other and looks at what still works: the kubelet and the container runtime of a worker, the pods of the
  control plane, and all of it while a deployment is being scaled.

  Scenario: The kubelet of a worker stops for an hour
    Given a deployment "web" with 6 replicas
    And every worker runs 2 pods of "web"
    When the kubelet of w1-k8s is stopped
    Then node w1-k8s becomes NotReady within 1 minute
    And 2 pods of "web" become Terminating within 6 minutes
    And 6 pods of "web" become Ready within 1 minute
    When 1 hour passes
    Then 2 pods of "web" are Terminating
    When the kubelet of w1-k8s is started again
    Then node w1-k8s becomes Ready within 1 minute
    And "web" has 6 pods, all Ready
    And no pod of "web" runs on w1-k8s

  Scenario: A short stop of a kubelet moves nothing
    Given a deployment "web" with 3 replicas
    And deployment "web" is exposed as a ClusterIP service
    When the kubelet of w1-k8s is stopped
    And 30 seconds pass
    And the kubelet of w1-k8s is started again
    Then 3 pods of "web" stay Ready for 10 minutes
    When 30 requests are sent to service "web"
    Then the answers came from 3 pods

  Scenario: While a kubelet is silent its containers go on answering until the node is given up
    Given a deployment "web" with 3 replicas
    And deployment "web" is exposed as a ClusterIP service
    When the kubelet of w1-k8s is stopped
    And 20 seconds pass
    And 60 requests are sent to service "web"
    Then every request is answered
    And the answers came from 3 pods
    When 1 minute passes
    Then service "web" has 2 endpoints

  Scenario: Without its container runtime a node is NotReady, and what is scaled up goes elsewhere
    Given a deployment "web" with 3 replicas
    When the container runtime of w1-k8s is stopped
    Then node w1-k8s becomes NotReady within 1 minute
    When deployment "web" is scaled to 6
    Then 5 pods of "web" become Ready within 1 minute
    When the container runtime of w1-k8s is started again
    Then node w1-k8s becomes Ready within 1 minute
    And "web" has 6 pods, all Ready

  Scenario Outline: The control plane's pod <pod> comes back when it is deleted
    When I run "kubectl delete pod <pod> -n kube-system"
    And we look at namespace "kube-system"
    Then pod "<pod>" is Ready

    Examples:
      | pod                           |
      | kube-scheduler-m-k8s          |
      | kube-controller-manager-m-k8s |

  Scenario: A pod of kube-proxy that is deleted is made again on the same node
    Given we look at namespace "kube-system"
    And 4 pods of "kube-proxy" are Ready
    When a pod of "kube-proxy" dies
    Then the replacement is Ready
    And 4 pods of "kube-proxy" are Ready

  Scenario: A deployment that is scaled while the scheduler is down catches up later
    Given a deployment "web" with 3 replicas
    When the scheduler is stopped
    And deployment "web" is scaled to 6
    Then 3 pods of "web" are Pending
    And 3 pods of "web" are Ready
    When the scheduler is started again
    Then "web" has 6 pods, all Ready
    And every worker runs 2 pods of "web"

  Scenario: Draining a worker moves its pods, uncordoning makes it available again
    Given a deployment "web" with 6 replicas
    When I run "kubectl drain w1-k8s --ignore-daemonsets"
    Then node w1-k8s is SchedulingDisabled
    And "web" has 6 pods, all Ready
    And no pod of "web" runs on w1-k8s
    When I run "kubectl uncordon w1-k8s"
    And deployment "web" is scaled to 9
    Then every worker runs 3 pods of "web"

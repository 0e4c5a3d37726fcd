Feature: Where pods may run

  Scenario: A pod that no node has room for says so
    When I apply this manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: big }
      spec: { containers: [{ name: a, image: nginx, resources: { requests: { cpu: "64" } } }] }
      """
    Then an event "FailedScheduling" about "big" says "4 Insufficient cpu"
    And 1 pod of "big" stays Pending for 10 minutes

  Scenario: A node selector names the node
    When I run "kubectl label node w2-k8s disk=ssd"
    And I apply this manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: db }
      spec:
        replicas: 3
        selector: { matchLabels: { app: db } }
        template:
          metadata: { labels: { app: db } }
          spec:
            nodeSelector: { disk: ssd }
            containers: [{ name: redis, image: redis }]
      """
    Then "db" has 3 pods, all Ready
    And no pod of "db" runs on w1-k8s
    And no pod of "db" runs on w3-k8s

  Scenario: A taint keeps new pods away, NoExecute drives old ones out
    Given a deployment "web" with 3 replicas
    When I run "kubectl taint node w1-k8s maintenance=now:NoExecute"
    Then "web" has 3 pods, all Ready
    And no pod of "web" runs on w1-k8s

  Scenario: A daemon set runs one pod on every worker
    When I apply this manifest:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: { name: agent }
      spec:
        selector: { matchLabels: { app: agent } }
        template:
          metadata: { labels: { app: agent } }
          spec: { containers: [{ name: agent, image: busybox, command: [sleep, "86400"] }] }
      """
    Then "agent" has 3 pods, all Ready
    And every worker runs 1 pod of "agent"

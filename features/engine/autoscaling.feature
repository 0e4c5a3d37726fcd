Feature: Pods follow the load
  The load on a deployment is set by the scenario and divided over its ready pods. A HorizontalPodAutoscaler looks every 15 seconds; it goes up
  at once, and down only when five minutes long nothing more was wanted.

  Background:
    Given this manifest is applied:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 1
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            containers:
              - name: nginx
                image: nginx
                resources: { requests: { cpu: 200m } }
      """
    And "web" has 1 pod, all Ready
    When I run "kubectl autoscale deployment web --min=1 --max=6 --cpu-percent=50"
    Then it prints "horizontalpodautoscaler.autoscaling/web autoscaled"

  Scenario: More load makes more pods, as many as bring each down to half of what it asked for
    When the cpu load on deployment "web" is "390m"
    And 2 minutes pass
    Then "web" has 4 pods, all Ready

  Scenario: However much load there is, the upper bound holds
    When the cpu load on deployment "web" is "5"
    And 5 minutes pass
    Then "web" has 6 pods, all Ready
    When I run "kubectl top pod"
    Then it does not print "error"

  Scenario: Load that goes away takes its pods with it, but only after five minutes
    When the cpu load on deployment "web" is "390m"
    And 2 minutes pass
    Then "web" has 4 pods, all Ready
    When the cpu load on deployment "web" is "0"
    Then 4 pods of "web" stay Ready for 4 minutes
    When 3 minutes pass
    Then "web" has 1 pod, all Ready

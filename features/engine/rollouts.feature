Feature: Rolling out a new version
  A deployment replaces its pods step by step: it takes old ones away only as fast as new ones become Ready.

  Scenario: A rolling update never falls below what maxUnavailable allows
    Given a deployment "web" with 4 replicas
    When I run "kubectl set image deployment/web nginx=nginx:1.23"
    And I run "kubectl rollout status deployment/web"
    Then it prints 'deployment "web" successfully rolled out'
    And "web" has 4 pods, all Ready
    And deployment "web" never had fewer than 3 Ready pods

  Scenario: A version that cannot start stops the rollout, and undo brings the old one back
    Given a deployment "web" with 4 replicas
    When I run "kubectl set image deployment/web nginx=nginx:no-such-version"
    Then 3 pods of "web" are Ready
    And 2 pods of "web" are ImagePullBackOff
    When I run "kubectl rollout undo deployment/web"
    Then "web" has 4 pods, all Ready
    And deployment "web" never had fewer than 3 Ready pods

  Scenario: The strategy Recreate takes all old pods away first
    Given this manifest is applied:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 2
        strategy: { type: Recreate }
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: nginx, image: nginx }] }
      """
    And "web" has 2 pods, all Ready
    When I run "kubectl set image deployment/web nginx=nginx:1.23"
    Then "web" has 2 pods, all Ready
    When I run "kubectl get replicasets"
    Then it prints these rows:
      | NAME  | DESIRED | CURRENT | READY |
      | web-* | 0       | 0       | 0     |
      | web-* | 2       | 2       | 2     |

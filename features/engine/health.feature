Feature: Probes and restarts

  Scenario: A pod that is not ready gets no requests
    Given this manifest is applied:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 2
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            containers:
            - name: nginx
              image: nginx
              readinessProbe: { exec: { command: [cat, /tmp/ready] }, periodSeconds: 5 }
      """
    And deployment "web" is exposed as a ClusterIP service
    Then 2 pods of "web" are NotReady
    And 2 pods of "web" are Running
    And service "web" has 0 endpoints
    When I run "kubectl exec <any pod of web> -- touch /tmp/ready"
    Then 1 pod of "web" is Ready
    And service "web" has 1 endpoint

  Scenario: A container whose liveness probe fails is started again
    Given this manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: sick }
      spec:
        containers:
        - name: web
          image: nginx
          livenessProbe: { httpGet: { path: /no-such-page, port: 80 }, periodSeconds: 10, failureThreshold: 3 }
      """
    When 2 minutes pass
    Then an event "Unhealthy" about "sick" says "Liveness probe failed"
    And an event "Killing" about "sick" is recorded

  Scenario: A container that keeps ending is started again less and less often
    When I run "kubectl run once --image=busybox -- sh -c 'exit 3'"
    Then pod "once" is CrashLoopBackOff
    And an event "BackOff" about "once" says "Back-off restarting failed container"

  Scenario: A job counts what ended well
    When I apply this manifest:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: { name: sum }
      spec:
        completions: 3
        template:
          spec:
            restartPolicy: Never
            containers: [{ name: sum, image: busybox, command: [sh, -c, "echo $((1 + 2))"] }]
      """
    Then 3 pods of "sum" are Succeeded
    When I run "kubectl logs <any pod of sum>"
    Then it prints "3"

  Scenario: A gRPC probe restarts a server that stops serving
    When I apply this manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: calls }
      spec:
        containers:
          - name: calls
            image: registry.k8s.io/e2e-test-images/agnhost:2.40
            args: [grpc-health-checking, --delay-unhealthy-sec=60]
            livenessProbe: { grpc: { port: 5000 }, initialDelaySeconds: 5, periodSeconds: 10 }
      """
    Then pod "calls" is Running
    When 2 minutes pass
    Then an event "Unhealthy" about "calls" says "service unhealthy"
    And an event "Killing" about "calls" is recorded

  Scenario: A gRPC probe needs a server that speaks it
    When I apply this manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web }
      spec:
        containers:
          - { name: web, image: nginx, readinessProbe: { grpc: { port: 80 } } }
      """
    And 1 minute passes
    Then an event "Unhealthy" about "web" says "within 1s: context deadline exceeded"

  Scenario: A pod that fills its emptyDir is evicted
    When I apply this manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: hoarder }
      spec:
        containers:
          - name: hoarder
            image: busybox
            command: [sh, -c, "dd if=/dev/zero of=/cache/big bs=1M count=2; sleep infinity"]
            volumeMounts: [{ name: cache, mountPath: /cache }]
        volumes: [{ name: cache, emptyDir: { sizeLimit: 1Mi } }]
      """
    And 2 minutes pass
    Then an event "Evicted" about "hoarder" says "Usage of EmptyDir volume \"cache\" exceeds the limit \"1Mi\"."
    And pod "hoarder" is Evicted

  Scenario: A volume in memory is as large as its limit
    When I apply this manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: quick }
      spec:
        containers:
          - name: quick
            image: busybox
            command: [sh, -c, "dd if=/dev/zero of=/cache/big bs=1M count=2; sleep infinity"]
            volumeMounts: [{ name: cache, mountPath: /cache }]
        volumes: [{ name: cache, emptyDir: { medium: Memory, sizeLimit: 1Mi } }]
      """
    Then pod "quick" is Running
    When I run "kubectl logs quick"
    Then it prints "No space left on device"

Feature: 5-2 Pod, service, namespace, volume
  The four basic objects together. Pods come and go, so what has to last is kept in a volume outside of them: here an NFS export of m-k8s, to which
  every pod of dpy-chk-log writes its audit log.

  Scenario: The log on NFS survives its pod
    When I run "kubectl apply -f dpy-chk-log.yaml"
    Then "dpy-chk-log" has 3 pods, all Ready
    When I run "kubectl get pods -o wide"
    And node m-k8s requests "http://<IP of dpy-chk-log>"
    Then the request is answered
    When I run "kubectl exec dpy-chk-log-<ReplicaSet>-<HASH> -- cat /audit/audit_dpy-chk-log-<ReplicaSet>-<HASH>.log"
    Then it prints "192.168.1.10"
    When every file in "/audit" of a pod of "dpy-chk-log" is noted
    And a pod of "dpy-chk-log" dies
    Then the replacement is Ready
    And every pod of "dpy-chk-log" still has the files that were noted

  Scenario: All pods of a deployment write to the same export
    When I run "kubectl apply -f dpy-chk-log.yaml"
    Then "dpy-chk-log" has 3 pods, all Ready
    When I run "kubectl exec dpy-chk-log-<ReplicaSet>-<HASH> -- sh -c 'echo seen by all > /audit/note'"
    Then every pod of "dpy-chk-log" reads "seen by all" in "/audit/note"

  Scenario: An emptyDir goes with its pod
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
            volumes: [{ name: data, emptyDir: {} }]
            containers:
            - name: nginx
              image: nginx
              volumeMounts: [{ name: data, mountPath: /data }]
      """
    And "web" has 1 pod, all Ready
    When I run "kubectl exec web-<ReplicaSet>-<HASH> -- sh -c 'echo soon gone > /data/note'"
    And a pod of "web" dies
    Then the replacement is Ready
    And "web" has 1 pod, all Ready
    When I try "kubectl exec web-<ReplicaSet>-<HASH> -- cat /data/note"
    Then it ends with exit code 1

  Scenario: A volume that nobody exports keeps its pod from starting
    When I apply this manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: lost }
      spec:
        volumes: [{ name: log, nfs: { server: 192.168.1.10, path: /nfs_shared/nowhere } }]
        containers:
        - name: nginx
          image: nginx
          volumeMounts: [{ name: log, mountPath: /audit }]
      """
    Then an event "FailedMount" about "lost" is recorded
    And 1 pod of "lost" stays ContainerCreating for 10 minutes

  Scenario: A pod of one namespace finds a service of another by its full name
    Given a namespace "shop"
    And we look at namespace "shop"
    And a deployment "web" with 1 replica
    And deployment "web" is exposed as a ClusterIP service
    And we look at namespace "default"
    And a pod "client"
    When pod "client" requests "http://web"
    Then the request is not answered
    When pod "client" requests "http://web.shop"
    Then the request is answered

Feature: 2-1 The pod
  A pod is the smallest thing that Kubernetes schedules and looks after: one container, or a few that belong together. They share one network
  and may share volumes. A volume belongs to the pod, not to a container: what is in it is still there after a container has been restarted.

  Scenario: kubectl run makes a pod, and a worker runs it
    When I run "kubectl run nginx --image=nginx"
    Then it prints "pod/nginx created"
    And pod "nginx" is Ready
    And no pod of "nginx" runs on m-k8s
    When I run "kubectl get pod"
    Then it prints these rows:
      | NAME  | READY | STATUS  | RESTARTS |
      | nginx | 1/1   | Running | 0        |

  Scenario: The containers of a pod share one network
    Given this manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: pair }
      spec:
        containers:
        - { name: web, image: nginx }
        - { name: shell, image: busybox, command: [sleep, "3600"] }
      """
    And pod "pair" is Ready
    When I run "kubectl exec pair -c shell -- wget -qO- http://localhost"
    Then it prints "Welcome to nginx!"

  Scenario: The containers of a pod share a volume
    Given this manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: shared }
      spec:
        volumes: [{ name: notes, emptyDir: {} }]
        containers:
        - name: writer
          image: busybox
          command: [sh, -c, "echo from the writer > /out/note; sleep 3600"]
          volumeMounts: [{ name: notes, mountPath: /out }]
        - name: reader
          image: busybox
          command: [sleep, "3600"]
          volumeMounts: [{ name: notes, mountPath: /in }]
      """
    And pod "shared" is Ready
    When I run "kubectl exec shared -c reader -- cat /in/note"
    Then it prints "from the writer"

  Scenario: A volume outlives a container, the container's own files do not
    Given this manifest is applied:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: keeper }
      spec:
        volumes: [{ name: data, emptyDir: {} }]
        containers:
        - name: web
          image: nginx
          volumeMounts: [{ name: data, mountPath: /data }]
      """
    And pod "keeper" is Ready
    When I run "kubectl exec keeper -- sh -c 'echo kept > /data/note; echo lost > /tmp/note'"
    And the container of pod "keeper" crashes
    Then pod "keeper" is Ready again after 1 restart of its container
    When I run "kubectl exec keeper -- cat /data/note"
    Then it prints "kept"
    When I try "kubectl exec keeper -- cat /tmp/note"
    Then it ends with exit code 1

  Scenario: An image that no registry has keeps a pod waiting, and its events say why
    When I run "kubectl run typo --image=ngnix"
    Then pod "typo" is ImagePullBackOff
    And an event "Failed" about "typo" says "ngnix"

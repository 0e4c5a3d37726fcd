Feature: A log that outlives its pod

  Background:
    Given the submission is applied

  @points(1)
  Scenario: The deployment dpy-chk-log runs three pods
    Then there is a Deployment "dpy-chk-log"
    And "dpy-chk-log" has 3 pods, all Ready

  @points(1)
  Scenario: The pods run the image sysnet4admin/chk-log
    Then every pod of "dpy-chk-log" runs the image "sysnet4admin/chk-log"

  @points(1)
  Scenario: A request is logged in the pod's own file
    When node m-k8s requests "http://<IP of dpy-chk-log>"
    Then the request is answered
    When I run "kubectl exec <pod of dpy-chk-log> -- cat /audit/audit_<pod of dpy-chk-log>.log"
    Then it prints "192.168.1.10"

  @points(1)
  Scenario: Every pod mounts the NFS export of m-k8s at /audit
    Then every pod of "dpy-chk-log" mounts the NFS export "192.168.1.10:/nfs_shared/log" at "/audit"

  @points(2)
  Scenario: All pods share what is in /audit
    When I run "kubectl exec <pod of dpy-chk-log> -- sh -c 'echo seen by all > /audit/note'"
    Then every pod of "dpy-chk-log" reads "seen by all" in "/audit/note"

  @points(2)
  Scenario: When a pod has died, its log is still there
    When node m-k8s requests "http://<IP of dpy-chk-log>"
    Then the request is answered
    When every file in "/audit" of a pod of "dpy-chk-log" is noted
    And a pod of "dpy-chk-log" dies
    Then the replacement is Ready
    And every pod of "dpy-chk-log" still has the files that were noted

  @points(2) @hidden
  Scenario: When the deployment is gone, the log is still on the export
    When I run "kubectl exec <pod of dpy-chk-log> -- sh -c 'echo kept for good > /audit/note'"
    And I run "kubectl delete deployment dpy-chk-log"
    Then no pod of "dpy-chk-log" is left
    When I apply this manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: auditor }
      spec:
        volumes: [{ name: export, nfs: { server: 192.168.1.10, path: /nfs_shared/log } }]
        containers:
        - name: auditor
          image: busybox
          command: [sleep, "360000"]
          volumeMounts: [{ name: export, mountPath: /export, readOnly: true }]
      """
    Then pod "auditor" is Ready
    And every pod of "auditor" reads "kept for good" in "/export/note"

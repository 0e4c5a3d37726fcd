Feature: Volumes and the claims they are asked for with

  Background:
    When I apply this manifest:
      """yaml
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: { name: manual }
      provisioner: kubernetes.io/no-provisioner
      volumeBindingMode: WaitForFirstConsumer
      ---
      apiVersion: v1
      kind: PersistentVolume
      metadata: { name: disk }
      spec:
        capacity: { storage: 2Gi }
        accessModes: [ReadWriteOnce]
        storageClassName: manual
        hostPath: { path: /data, type: DirectoryOrCreate }
      """

  Scenario: A generic ephemeral volume is a claim that comes and goes with its pod
    When I apply this manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: app }
      spec:
        containers: [{ name: app, image: nginx, volumeMounts: [{ name: scratch, mountPath: /scratch }] }]
        volumes:
          - name: scratch
            ephemeral:
              volumeClaimTemplate:
                spec: { accessModes: [ReadWriteOnce], storageClassName: manual, resources: { requests: { storage: 1Gi } } }
      """
    Then pod "app" is Running
    And field "{.metadata.ownerReferences[0].name}" of PersistentVolumeClaim "app-scratch" is "app"
    And field "{.status.phase}" of PersistentVolumeClaim "app-scratch" is "Bound"
    When I run "kubectl delete pod app"
    Then "app-scratch" is gone and stays gone for 1 minute

  Scenario: A claim that was there before is not used for an ephemeral volume, and is not touched
    When I apply this manifest:
      """yaml
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: { name: app-scratch }
      spec: { accessModes: [ReadWriteOnce], storageClassName: manual, resources: { requests: { storage: 1Gi } } }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: app }
      spec:
        containers: [{ name: app, image: nginx, volumeMounts: [{ name: scratch, mountPath: /scratch }] }]
        volumes:
          - name: scratch
            ephemeral:
              volumeClaimTemplate:
                spec: { accessModes: [ReadWriteOnce], storageClassName: manual, resources: { requests: { storage: 1Gi } } }
      """
    Then an event "FailedBinding" about "app" says "PVC default/app-scratch was not created for pod default/app (pod is not owner)"
    And 1 pod of "app" stays Pending for 10 minutes
    When I run "kubectl delete pvc app-scratch"
    Then pod "app" is Running

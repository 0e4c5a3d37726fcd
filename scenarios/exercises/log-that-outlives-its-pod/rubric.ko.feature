# language: ko
기능: 파드보다 오래 남는 로그

  배경:
    먼저 제출물이 적용되어 있다

  @points(1)
  시나리오: dpy-chk-log 디플로이먼트가 파드 3개를 실행한다
    그러면 Deployment 오브젝트 "dpy-chk-log"가 있다
    그리고 "dpy-chk-log"의 파드는 3개가 되고 모두 Ready 상태이다

  @points(1)
  시나리오: 파드가 sysnet4admin/chk-log 이미지를 실행한다
    그러면 "dpy-chk-log"의 모든 파드가 이미지 "sysnet4admin/chk-log"를 실행한다

  @points(1)
  시나리오: 요청이 파드 자신의 파일에 기록된다
    만약 노드 m-k8s에서 "http://<IP of dpy-chk-log>"에 요청하면
    그러면 요청에 응답이 온다
    만약 "kubectl exec <pod of dpy-chk-log> -- cat /audit/audit_<pod of dpy-chk-log>.log" 명령을 실행하면
    그러면 "192.168.1.10"이 출력된다

  @points(1)
  시나리오: 모든 파드가 m-k8s의 NFS를 /audit에 마운트한다
    그러면 "dpy-chk-log"의 모든 파드가 NFS "192.168.1.10:/nfs_shared/log"를 "/audit"에 마운트한다

  @points(2)
  시나리오: /audit의 내용을 모든 파드가 함께 사용한다
    만약 "kubectl exec <pod of dpy-chk-log> -- sh -c 'echo seen by all > /audit/note'" 명령을 실행하면
    그러면 "dpy-chk-log"의 모든 파드가 "seen by all"이라는 내용을 "/audit/note"에서 읽는다

  @points(2)
  시나리오: 파드가 죽어도 로그는 남아 있다
    만약 노드 m-k8s에서 "http://<IP of dpy-chk-log>"에 요청하면
    그러면 요청에 응답이 온다
    만약 "/audit" 안의 모든 파일을 "dpy-chk-log"의 파드에서 적어 두면
    그리고 "dpy-chk-log"의 파드 하나가 죽으면
    그러면 대체 파드가 Ready 상태가 된다
    그리고 "dpy-chk-log"의 모든 파드에 적어 둔 파일이 그대로 있다

  @points(2) @hidden
  시나리오: 디플로이먼트가 사라져도 로그는 NFS에 남아 있다
    만약 "kubectl exec <pod of dpy-chk-log> -- sh -c 'echo kept for good > /audit/note'" 명령을 실행하면
    그리고 "kubectl delete deployment dpy-chk-log" 명령을 실행하면
    그러면 "dpy-chk-log"의 파드는 하나도 남지 않는다
    만약 다음 매니페스트를 적용하면:
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
    그러면 파드 "auditor"는 Ready 상태가 된다
    그리고 "auditor"의 모든 파드가 "kept for good"이라는 내용을 "/export/note"에서 읽는다

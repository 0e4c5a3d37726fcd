kubectl apply -f dpy-chk-log.yaml
kubectl get pods -o wide
kubectl scale deployment dpy-chk-log --replicas=3

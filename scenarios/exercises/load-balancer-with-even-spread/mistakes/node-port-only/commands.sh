kubectl create deployment chk-hn --image=sysnet4admin/chk-hn --replicas=3
kubectl expose deployment chk-hn --type=NodePort --port=80
kubectl get services

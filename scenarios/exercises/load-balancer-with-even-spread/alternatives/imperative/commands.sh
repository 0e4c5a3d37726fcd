kubectl create deployment chk-hn --image=sysnet4admin/chk-hn
kubectl scale deployment chk-hn --replicas=3
kubectl get pods -o wide
kubectl expose deployment chk-hn --type=LoadBalancer --port=80
kubectl get services

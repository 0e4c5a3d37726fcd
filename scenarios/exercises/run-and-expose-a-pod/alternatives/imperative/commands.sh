kubectl run nginx --image=nginx
kubectl get pod
kubectl expose pod nginx --type=NodePort --port=80
kubectl get services

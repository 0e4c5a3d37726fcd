kubectl create deployment deploy-nginx --image=nginx
kubectl get pod
kubectl scale deployment deploy-nginx --replicas=3
kubectl get pod

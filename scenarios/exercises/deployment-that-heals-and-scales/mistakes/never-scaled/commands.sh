kubectl create deployment deploy-nginx --image=nginx
kubectl get pod

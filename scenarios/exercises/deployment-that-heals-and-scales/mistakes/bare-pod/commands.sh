kubectl run deploy-nginx --image=nginx --labels=app=deploy-nginx
kubectl get pod

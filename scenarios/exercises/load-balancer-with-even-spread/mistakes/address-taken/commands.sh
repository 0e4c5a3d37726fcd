# deploy-nginx of the chapter before gets the first address.
kubectl create deployment deploy-nginx --image=nginx
kubectl expose deployment deploy-nginx --type=LoadBalancer --port=80
kubectl create deployment chk-hn --image=sysnet4admin/chk-hn --replicas=3
kubectl expose deployment chk-hn --type=LoadBalancer --port=80

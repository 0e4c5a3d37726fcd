kubectl create namespace dev
kubectl create namespace prod
kubectl create deployment web --image=nginx -n dev
kubectl create deployment web --image=nginx --replicas=2 --namespace prod
kubectl expose deployment web --port=8080 --target-port=80 -n dev
kubectl expose deployment web --port=8080 --target-port=80 -n prod
kubectl get pods --all-namespaces

kubectl create namespace dev
kubectl create namespace prod
kubectl create deployment web --image=nginx -n dev
kubectl create deployment web --image=nginx --replicas=2
kubectl expose deployment web --port=8080 --target-port=80 -n dev
kubectl expose deployment web --port=8080 --target-port=80

kubectl create namespace dev
kubectl create namespace prod
kubectl create deployment web --image=nginx --replicas=2
kubectl expose deployment web --port=8080 --target-port=80

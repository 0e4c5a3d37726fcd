# The working namespace is changed instead of writing -n each time; the services are of type NodePort.
kubectl create ns dev
kubectl config set-context --current --namespace=dev
kubectl create deployment web --image=nginx:latest
kubectl expose deployment web --type=NodePort --port=8080 --target-port=80
kubectl create ns prod
kubectl config set-context --current --namespace=prod
kubectl apply -f web.yaml
kubectl expose deployment web --type=NodePort --port=8080 --target-port=80
kubectl get all

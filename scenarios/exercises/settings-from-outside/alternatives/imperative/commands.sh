kubectl create namespace shop
kubectl config set-context --current --namespace=shop
kubectl create configmap shop-settings --from-literal="GREETING=Welcome to our shop"
kubectl create secret generic shop-db --from-literal=password=s3cret
kubectl create deployment shop --image=nginx --replicas=2
kubectl set env deployment/shop --from=configmap/shop-settings
kubectl set env deployment/shop --from=secret/shop-db --prefix=DB_
kubectl patch deployment shop -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","volumeMounts":[{"name":"s","mountPath":"/etc/shop"}]}],"volumes":[{"name":"s","configMap":{"name":"shop-settings"}}]}}}}'

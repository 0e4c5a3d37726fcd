kubectl apply -f metallb.yaml
kubectl wait --for=condition=Available deployment/controller -n metallb-system --timeout=120s
kubectl rollout status daemonset/speaker -n metallb-system --timeout=120s

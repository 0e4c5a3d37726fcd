kubectl apply -f bank.yaml
kubectl wait --for=condition=Ready pod --all -n bank --timeout=120s

#!/usr/bin/env bash
# Deploys a release made by package.sh and asks for its health: deploy.sh <environment> <resource group> [release folder]
# Needs the Azure CLI, signed in, and the resource group. Running it again is harmless.
set -euo pipefail

environment=${1:?the environment, dev or prod}
group=${2:?the resource group}
release=${3:-artifacts/release}
here=$(dirname "$0")

if grep -q 'your-company\|your-application' "$release/$environment.parameters.json"; then
  echo "infra/$environment.bicepparam still names the example portal and application. Put in your own." >&2
  exit 2
fi

echo "Deploying the templates to $group"
az deployment group create --only-show-errors --output none \
  --resource-group "$group" --name functionssync --mode Incremental \
  --template-file "$release/main.json" --parameters "@$release/$environment.parameters.json"

output() {
  az deployment group show --resource-group "$group" --name functionssync --query "properties.outputs.$1.value" --output tsv
}

app=$(output functionAppName)
echo "Deploying the app to $app"
az functionapp deployment source config-zip --only-show-errors --output none \
  --resource-group "$group" --name "$app" --src "$release/app.zip"

bash "$here/smoke.sh" "$(output healthAddress)"

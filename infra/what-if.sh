#!/usr/bin/env bash
# Says what a deployment would change, without changing it: what-if.sh <environment> <resource group> [release folder]
# Needs the Azure CLI 2.76 or newer, signed in; reading the resource group and the action
# Microsoft.Resources/deployments/whatIf/action are enough.
set -euo pipefail

environment=${1:?the environment, dev or prod}
group=${2:?the resource group}
release=${3:-artifacts/release}

az deployment group what-if --resource-group "$group" --validation-level ProviderNoRbac \
  --template-file "$release/main.json" --parameters "@$release/$environment.parameters.json"

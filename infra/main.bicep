metadata name = 'FunctionsSync'
metadata description = 'Everything FunctionsSync runs on in Azure, in one resource group. Deployed by infra/deploy.sh.'

@description('Required. Name of the environment, such as dev or prod; part of every resource name.')
@minLength(2)
@maxLength(6)
param environmentName string

@description('Required. Address of the Bitrix24 portal, such as https://your-company.bitrix24.eu.')
param bitrix24PortalUrl string

@description('Required. Id of the Bitrix24 local application, local.… . Not a secret; its secret goes into the vault.')
param bitrix24ClientId string

@description('Optional. Region of all resources.')
param location string = resourceGroup().location

@description('Optional. Tags of all resources.')
param tags { *: string } = {
  application: 'FunctionsSync'
  environment: environmentName
}

@description('Optional. Bitrix24 authorisation server: https://oauth.bitrix.info, or https://oauth.bitrix24.tech for portals in .ru, .by and .kz.')
param bitrix24OAuthUrl string = 'https://oauth.bitrix.info'

@description('Optional. Address of the Notion API.')
param notionBaseUrl string = 'https://api.notion.com'

@description('Optional. Requests per second the Notion connection may use, all instances together.')
@minValue(1)
param notionRequestsPerSecond int = 3

@description('Optional. Flow file inside the deployed package.')
param syncFile string = 'sync.json'

@description('Optional. When Notion is asked for edits, as a six-field cron expression in UTC.')
param notionPollSchedule string = '*/30 * * * * *'

@description('Optional. When Bitrix24 is asked for what its events did not deliver, as a six-field cron expression in UTC.')
param catchUpSchedule string = '0 */5 * * * *'

@description('Optional. When both sides are compared in full, as a six-field cron expression in UTC.')
param resyncSchedule string = '0 0 3 * * *'

@description('Optional. Memory of one instance in MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('Optional. Most instances at once. The Notion budget is the real bound; the platform takes no less than 40.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Optional. Instances kept warm for the webhooks; they cost money when idle. Bitrix24 never resends an event, so production keeps one.')
@minValue(0)
param alwaysReadyInstances int = 0

@description('Optional. Redundancy of the storage account.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
])
param storageSku string = 'Standard_LRS'

@description('Optional. True to spread instances over availability zones, where the region has them.')
param zoneRedundant bool = false

@description('Optional. Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionInDays int = 30

@description('Optional. Most gigabytes of logs taken in per day.')
@minValue(1)
param logDailyQuotaGb int = 1

@description('Optional. Object id of the Entra group that enters the first secrets into the vault; empty when they are entered by someone with rights of their own.')
param operatorsGroupId string = ''

@description('Optional. Address that gets the alerts by e-mail; empty to show them in the portal only.')
param alertEmail string = ''

@description('Optional. Minutes without a finished Notion poll after which the alert poll-late is raised; longer than the interval of notionPollSchedule.')
@minValue(5)
@maxValue(55)
param pollLateAfterMinutes int = 10

@description('Optional. Minutes without a finished catch-up after which the alert catch-up-late is raised; longer than the interval of catchUpSchedule.')
@minValue(5)
@maxValue(50)
param catchUpLateAfterMinutes int = 30

@description('Optional. True to reach storage and vault through private endpoints only, and the internet through one fixed address.')
param privateNetworking bool = false

@description('Optional. Address space of the virtual network when privateNetworking is true, a /24.')
param networkAddressPrefix string = '10.90.0.0/24'

var namePrefix = 'fsync-${environmentName}'
var uniqueSuffix = take(uniqueString(resourceGroup().id, environmentName), 8)
var workspaceName = 'log-${namePrefix}'
var insightsName = 'appi-${namePrefix}'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${namePrefix}'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    workspaceName: workspaceName
    insightsName: insightsName
    location: location
    tags: tags
    retentionInDays: logRetentionInDays
    dailyQuotaGb: logDailyQuotaGb
    identityName: identity.name
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    namePrefix: namePrefix
    location: location
    tags: tags
    workspaceName: workspaceName
    email: alertEmail
    pollLateAfterMinutes: pollLateAfterMinutes
    catchUpLateAfterMinutes: catchUpLateAfterMinutes
  }
  dependsOn: [
    monitoring
  ]
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'stfsync${replace(environmentName, '-', '')}${uniqueSuffix}'
    location: location
    tags: tags
    skuName: storageSku
    identityName: identity.name
    isPrivate: privateNetworking
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: 'kv-${namePrefix}-${uniqueSuffix}'
    location: location
    tags: tags
    identityName: identity.name
    operatorsGroupId: operatorsGroupId
    workspaceName: workspaceName
    isPrivate: privateNetworking
  }
  dependsOn: [
    monitoring
  ]
}

module network 'modules/network.bicep' = if (privateNetworking) {
  name: 'network'
  params: {
    namePrefix: namePrefix
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
  }
}

// One at a time: endpoints that join the same subnet at once get in each other's way.
@batchSize(1)
module storageEndpoints 'modules/private-endpoint.bicep' = [
  for service in ['blob', 'queue', 'table']: if (privateNetworking) {
    name: 'endpoint-${service}'
    params: {
      name: 'pe-${namePrefix}-${service}'
      location: location
      tags: tags
      targetId: storage.outputs.id
      groupId: service
      zoneName: 'privatelink.${service}.${environment().suffixes.storage}'
      networkId: network!.outputs.networkId
      subnetId: network!.outputs.endpointSubnetId
    }
  }
]

module vaultEndpoint 'modules/private-endpoint.bicep' = if (privateNetworking) {
  name: 'endpoint-vault'
  params: {
    name: 'pe-${namePrefix}-vault'
    location: location
    tags: tags
    targetId: vault.outputs.id
    groupId: 'vault'
    // The private zone is named vaultcore, unlike the public suffix.
    zoneName: 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
    networkId: network!.outputs.networkId
    subnetId: network!.outputs.endpointSubnetId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: 'func-${namePrefix}-${uniqueSuffix}'
    planName: 'plan-${namePrefix}'
    location: location
    tags: tags
    identityName: identity.name
    insightsName: insightsName
    deploymentContainer: storage.outputs.deploymentContainer
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    subnetId: privateNetworking ? network!.outputs.appSubnetId : ''
    zoneRedundant: zoneRedundant
    settings: {
      AzureWebJobsStorage__blobServiceUri: storage.outputs.blobEndpoint
      AzureWebJobsStorage__queueServiceUri: storage.outputs.queueEndpoint
      AzureWebJobsStorage__tableServiceUri: storage.outputs.tableEndpoint
      KeyVault__Uri: vault.outputs.uri
      SyncFile: syncFile
      NotionPollSchedule: notionPollSchedule
      CatchUpSchedule: catchUpSchedule
      ResyncSchedule: resyncSchedule
      Bitrix24__PortalUrl: bitrix24PortalUrl
      Bitrix24__ClientId: bitrix24ClientId
      Bitrix24__OAuthUrl: bitrix24OAuthUrl
      Notion__BaseUrl: notionBaseUrl
      Notion__RequestsPerSecond: string(notionRequestsPerSecond)
    }
  }
  // The app starts as soon as it exists: what it reaches must be there by then.
  dependsOn: [
    monitoring
    storageEndpoints
    vaultEndpoint
  ]
}

@description('Name of the function app, for deployments.')
output functionAppName string = app.outputs.name

@description('Address for the Bitrix24 event handler and the initial install path.')
output bitrix24WebhookAddress string = '${app.outputs.address}/api/bitrix24/events'

@description('Address for a Notion webhook subscription.')
output notionWebhookAddress string = '${app.outputs.address}/api/notion/events'

@description('Address that says whether the app is well.')
output healthAddress string = '${app.outputs.address}/api/health'

@description('Name of the vault the secrets are entered into.')
output keyVaultName string = vault.outputs.name

@description('The address the app calls out from with private networking; empty without.')
output outgoingAddress string = privateNetworking ? network!.outputs.outgoingAddress : ''

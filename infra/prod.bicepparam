using 'main.bicep'

param environmentName = 'prod'
param bitrix24PortalUrl = 'https://your-company.bitrix24.eu'
param bitrix24ClientId = 'local.your-application'

// Bitrix24 sends an event once: an instance is always there to take it.
param alwaysReadyInstances = 1
param storageSku = 'Standard_ZRS'
param logRetentionInDays = 90
param logDailyQuotaGb = 5

using 'main.bicep'

param environmentName = 'dev'
param bitrix24PortalUrl = 'https://your-company.bitrix24.eu'
param bitrix24ClientId = 'local.your-application'

param notionPollSchedule = '0 * * * * *'

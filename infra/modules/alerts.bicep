metadata description = 'Alerts over the telemetry every Functions host sends. docs/operations.md says what to do about each.'

@description('Required. First part of the names.')
param namePrefix string

@description('Required. Region.')
param location string

@description('Required. Tags of every resource.')
param tags { *: string }

@description('Required. Name of the Log Analytics workspace.')
param workspaceName string

@description('Required. Address that gets the alerts by e-mail; empty to show them in the portal only.')
param email string

@description('Required. Minutes without a finished Notion poll after which the poll is late.')
param pollLateAfterMinutes int

var rules = [
  {
    name: 'poll-late'
    description: 'No poll of Notion has finished for ${pollLateAfterMinutes} minutes: edits made in Notion do not arrive.'
    severity: 1
    query: '''
      AppRequests
      | where Name has 'NotionPoll' or OperationName has 'NotionPoll'
      | where Success
      | summarize LastPoll = max(TimeGenerated)
      | where isnull(LastPoll) or LastPoll < ago({0}m)
    '''
    threshold: 0
  }
  {
    name: 'sync-failing'
    // Each message is tried five times before it is parked: this is five parked messages, or one remote system refusing everything.
    description: 'Sync requests have failed more than 25 times within an hour: records are being parked.'
    severity: 2
    query: '''
      AppRequests
      | where Name has 'SyncRequests' or OperationName has 'SyncRequests'
      | where not(Success)
    '''
    threshold: 25
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

resource receivers 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${namePrefix}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: take(namePrefix, 12)
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${namePrefix}-${rule.name}'
    location: location
    tags: tags
    properties: {
      displayName: '${namePrefix}: ${rule.name}'
      description: rule.description
      enabled: true
      severity: rule.severity
      scopes: [
        workspace.id
      ]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT1H'
      autoMitigate: true
      // A new workspace has no AppRequests table until the first telemetry arrives.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: replace(rule.query, '{0}', string(pollLateAfterMinutes))
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: rule.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: empty(email) ? [] : [receivers.id]
      }
    }
  }
]

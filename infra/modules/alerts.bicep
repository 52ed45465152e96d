metadata description = 'Alerts over what the app and its host log. docs/operations.md says what each means and what to do.'

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

@description('Required. Minutes without a finished poll after which the poll is late.')
param pollLateAfterMinutes int

@description('Required. Minutes without a finished catch-up after which the catch-up is late.')
param catchUpLateAfterMinutes int

// Our own log events by name. One that carries an exception is among the exceptions, not the traces.
var events = '''
  union isfuzzy=true AppTraces, AppExceptions
  | where tostring(Properties.CategoryName) startswith 'FunctionsSync.'
  | where tostring(Properties.EventName) == '{event}'
'''

// No row at all also means that no poll finished: the app may be down. Those that never ran are late from the start.
var late = '''
  | summarize Last = max(TimeGenerated)
  | where isnull(Last) or Last < ago({minutes}m)
'''

var rules = [
  {
    name: 'poll-late'
    description: 'No poll of Notion has finished for ${pollLateAfterMinutes} minutes: edits made in Notion do not arrive.'
    severity: 1
    query: '${replace(events, '{event}', 'NotionPolled')}${replace(late, '{minutes}', string(pollLateAfterMinutes))}'
    threshold: 0
  }
  {
    name: 'catch-up-late'
    description: 'No catch-up of Bitrix24 has finished for ${catchUpLateAfterMinutes} minutes: edits whose event got lost do not arrive.'
    severity: 2
    query: '${replace(events, '{event}', 'CaughtUpWithBitrix24')}${replace(late, '{minutes}', string(catchUpLateAfterMinutes))}'
    threshold: 0
  }
  {
    name: 'authorization-lost'
    description: 'Notion or Bitrix24 refuses our credentials: nothing is synchronised with it until an operator acts.'
    severity: 1
    query: replace(events, '{event}', 'ConnectionRefused')
    threshold: 0
  }
  {
    name: 'flow-stopped'
    description: 'A safety stop holds a flow until an operator has confirmed it.'
    severity: 2
    query: replace(events, '{event}', 'Stopped')
    threshold: 0
  }
  {
    name: 'request-parked'
    description: 'A sync request was given up and parked: a poison queue was not empty. One record is out of step.'
    severity: 2
    query: replace(events, '{event}', 'Parked')
    threshold: 0
  }
  {
    name: 'sync-failing'
    // Each message is tried five times before it is parked: this is five parked messages, or one remote system refusing everything.
    description: 'Sync requests have failed more than 25 times within an hour: records are about to be parked.'
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
      // Longer than the five minutes between two looks: logs arrive late. Told once, and resolved when an hour has passed without it.
      windowSize: 'PT1H'
      autoMitigate: true
      // A new workspace has none of these tables until the first telemetry arrives.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
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

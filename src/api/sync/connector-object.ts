import type { Connector } from '../../connectors/connector.ts'
import { describeSettings } from '../../connectors/split-settings.ts'
import type { JsonObject } from '../../model/json.ts'

/** A connector as the API shows it: all that a form for its settings needs. */
export function toConnectorObject(connector: Connector): JsonObject {
  const { abilities } = connector
  return {
    object: 'connector',
    type: connector.type,
    title: connector.title,
    settings: describeSettings(connector.settings),
    abilities: {
      incremental: abilities.incremental,
      reports_deletions: abilities.reportsDeletions,
      nested_groups: abilities.nestedGroups,
      memberships: abilities.memberships,
      org_units: abilities.orgUnits,
      managers: abilities.managers,
      wake_ups: connector.wakeUps !== null,
    },
    default_mapping: connector.mapping.map((line) => ({ ...line })),
    default_interval_minutes: connector.defaultIntervalMinutes,
  }
}

import { createCsvConnector } from '../src/connectors/csv/csv.ts'
import { entraConnector } from '../src/connectors/entra/entra.ts'
import { googleConnector } from '../src/connectors/google/google.ts'
import { oktaConnector } from '../src/connectors/okta/okta.ts'
import { startCsvStandIn } from '../src/testing/csv-stand-in.ts'
import { startEntraStandIn } from '../src/testing/entra-stand-in.ts'
import { startGoogleStandIn } from '../src/testing/google-stand-in.ts'
import { startOktaStandIn } from '../src/testing/okta-stand-in.ts'
import { type FaultTable, testSyncFaults } from '../src/testing/sync-faults.ts'

const pageSize = 10

// What every source over HTTP does the same way.
const overHttp = {
  rate_limit: 'completed',
  server_error: 'completed',
  expired_token: 'completed',
  truncated_body: 'paused unreachable',
  connection_reset: 'paused unreachable',
  wrong_credentials: 'failed credentials_refused',
  few_listed: 'waiting removals_held',
} as const satisfies FaultTable

testSyncFaults(
  {
    connector: oktaConnector,
    async start(platform) {
      const standIn = await startOktaStandIn(platform)
      standIn.sandbox.switches.largestPage = pageSize
      return standIn
    },
  },
  {
    ...overHttp,
    empty_page: 'completed',
    revoked_scope: { 'full before': 'failed no_users', else: 'failed permission_missing' },
    // The cursor is a place in the System Log, which a full run takes anew and an incremental one reads first.
    expired_cursor: { 'incremental before': 'recovered cursor_expired', else: 'completed' },
    many_removed: 'waiting removals_held',
  },
)

testSyncFaults(
  {
    connector: entraConnector,
    start: (platform) => startEntraStandIn(platform, { knobs: { pageSize, membersPerPage: pageSize } }),
  },
  {
    ...overHttp,
    empty_page: 'completed',
    // The permission to read users is not asked for groups.
    revoked_scope: { 'full groups': 'completed', else: 'failed permission_missing' },
    // The links of pages expire, too.
    expired_cursor: { 'full before': 'completed', else: 'recovered cursor_expired' },
    many_removed: 'waiting removals_held',
  },
)

testSyncFaults(
  { connector: googleConnector, start: (platform) => startGoogleStandIn(platform, pageSize) },
  {
    ...overHttp,
    // What the check sees is a Workspace without anybody.
    empty_page: { 'full before': 'failed no_users_visible', else: 'completed' },
    revoked_scope: { 'full groups': 'completed', else: 'failed no_users_visible' },
  },
)

testSyncFaults(
  { connector: createCsvConnector({ rows: pageSize, members: pageSize }), start: startCsvStandIn },
  {
    // Files are read whole before the first page.
    truncated_body: { 'full before': 'paused unreachable', else: 'completed' },
    revoked_scope: { 'full before': 'failed listing_incomplete', else: 'completed' },
    few_listed: 'waiting removals_held',
  },
)

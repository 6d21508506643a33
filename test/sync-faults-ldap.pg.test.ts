import { createActiveDirectoryConnector } from '../src/connectors/active-directory/active-directory.ts'
import { ldapConnector } from '../src/connectors/ldap/ldap.ts'
import { startSambaStandIn, startSlapdStandIn } from '../src/testing/ldap-stand-ins.ts'
import { withoutSamba } from '../src/testing/samba-server.ts'
import { withoutSlapd } from '../src/testing/slapd-server.ts'
import { testSyncFaults } from '../src/testing/sync-faults.ts'

testSyncFaults(
  { connector: ldapConnector, start: startSlapdStandIn, skip: withoutSlapd() },
  {
    connection_reset: 'paused unreachable',
    wrong_credentials: {
      'full before': 'failed credentials_refused',
      'incremental before': 'failed credentials_refused',
      else: 'completed',
    },
    few_listed: 'waiting removals_held',
  },
)

testSyncFaults(
  {
    connector: createActiveDirectoryConnector({ records: 10, members: 10, firstRange: 5, range: 5 }),
    start: startSambaStandIn,
    skip: withoutSamba(),
  },
  {
    connection_reset: 'paused unreachable',
    wrong_credentials: {
      'full before': 'failed credentials_refused',
      'incremental before': 'failed credentials_refused',
      else: 'completed',
    },
    few_listed: 'waiting removals_held',
    many_removed: 'waiting removals_held',
  },
)

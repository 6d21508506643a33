import { entraConnector } from '../src/connectors/entra/entra.ts'
import { oktaConnector } from '../src/connectors/okta/okta.ts'
import { startEntraStandIn } from '../src/testing/entra-stand-in.ts'
import { startOktaStandIn } from '../src/testing/okta-stand-in.ts'
import { testSyncHistories } from '../src/testing/sync-histories.ts'

const pageSize = 3
const runs = 3

testSyncHistories(
  {
    connector: oktaConnector,
    async start(platform) {
      const standIn = await startOktaStandIn(platform)
      const { org, switches } = standIn.sandbox
      switches.largestPage = pageSize
      return {
        ...standIn,
        activateUser: async (id) => org.setStatus(id, 'ACTIVE'),
        setManager: async (id, managerId) => org.updateUser(id, { managerId }),
      }
    },
  },
  runs,
)

testSyncHistories(
  {
    connector: entraConnector,
    async start(platform) {
      const knobs = { pageSize, membersPerPage: pageSize, isRepeating: true }
      const standIn = await startEntraStandIn(platform, { knobs })
      const { company } = standIn.sandbox
      return {
        ...standIn,
        activateUser: async (id) => company.update(id, { accountEnabled: true }),
        setManager: async (id, managerId) => company.setManager(id, managerId),
      }
    },
  },
  runs,
)

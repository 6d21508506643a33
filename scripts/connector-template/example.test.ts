import type { ConnectorStandIn } from '../../src/testing/connector-stand-in.ts'
import { testConnector } from '../../src/testing/connector-suite.ts'
import { exampleConnector } from './example.ts'
import { type ExampleStandIn, startStandIn } from './stand-in.ts'

testConnector({
  connector: exampleConnector,
  start: async () => toConnectorStandIn(await startStandIn()),
  faults: ['rate_limit', 'server_error', 'truncated_body', 'connection_reset', 'revoked_scope', 'wrong_credentials'],
})

/** Changes the stand-in as the suite wants it. */
function toConnectorStandIn(standIn: ExampleStandIn): ConnectorStandIn {
  const { users, groups } = standIn
  let last = 0
  const add = (kind: typeof users, item: object) => {
    last += 1
    const id = `id-${last}`
    kind.set(id, { id, ...item })
    return id
  }
  const change = (kind: typeof users, id: string, changes: object) => kind.set(id, { id, ...kind.get(id), ...changes })
  const membersOf = (groupId: string) => groups.get(groupId)?.member_ids ?? []
  const named = (name: string) => ({ login: name, email: `${name}@acme.example`, first_name: name })
  return {
    settings: { url: standIn.url, api_token: standIn.token },
    addUser: async (name) => add(users, { ...named(name), is_active: true }),
    renameUser: async (id, name) => void change(users, id, named(name)),
    suspendUser: async (id) => void change(users, id, { is_active: false }),
    async removeUser(id) {
      users.delete(id)
      for (const group of groups.keys())
        change(groups, group, { member_ids: membersOf(group).filter((member) => member !== id) })
    },
    addGroup: async (name) => add(groups, { name, member_ids: [] }),
    renameGroup: async (id, name) => void change(groups, id, { name }),
    removeGroup: async (id) => void groups.delete(id),
    addMember: async (group, id) => void change(groups, group, { member_ids: [...membersOf(group), id] }),
    removeMember: async (group, id) =>
      void change(groups, group, { member_ids: membersOf(group).filter((member) => member !== id) }),
    async setFault(fault) {
      standIn.fault = fault
    },
    close: standIn.close,
  }
}

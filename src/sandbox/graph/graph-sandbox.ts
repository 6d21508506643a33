import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../platform/clock.ts'
import { Company, type GraphPerson, type GraphTeam } from './company.ts'
import type { DeltaKnobs } from './delta.ts'
import { Graph, type GraphParts } from './graph.ts'
import { Subscriptions } from './subscriptions.ts'
import type { GraphApplication } from './token-endpoint.ts'

/** What a stand-in begins with. Managers are people of the list, members people or groups that come before. */
export type GraphSandboxStart = {
  readonly clock: Clock
  readonly people?: readonly GraphPerson[]
  readonly groups?: readonly GraphTeam[]
  readonly knobs?: Partial<DeltaKnobs>
  /** 0: any free port. */
  readonly port?: number
}

/** A running stand-in of Microsoft Graph v1.0 and of the token endpoint, both at `url`. */
export type GraphSandbox = AsyncDisposable & Omit<GraphParts, 'clock'> & { readonly url: string; readonly graph: Graph }

const usualKnobs: DeltaKnobs = {
  pageSize: 200,
  membersPerPage: 1_000,
  emptyPages: 'one',
  isRepeating: false,
  replicationDelayMs: 0,
  tokenLifeMs: 7 * 86_400_000,
  expiredAs: 'gone',
  generation: 1,
}

/**
 * Starts a stateful stand-in of Microsoft Graph on 127.0.0.1, for tests and the demo: what its company is changed to is what
 * its delta queries tell.
 */
export async function startGraphSandbox(start: GraphSandboxStart): Promise<GraphSandbox> {
  const { clock, people = [], groups = [], port = 0 } = start
  const application: GraphApplication = {
    tenantId: '6c1a1f2e-0000-4000-8000-00000000beef',
    clientId: '3f0b7d52-0000-4000-8000-00000000cafe',
    clientSecret: 'secret~of~the~stand-in',
    certificate: null,
    roles: ['User.Read.All', 'GroupMember.Read.All'],
    isRefused: false,
  }
  const knobs: DeltaKnobs = { ...usualKnobs, ...start.knobs }
  const subscriptions = new Subscriptions(clock, application.tenantId)
  const company = new Company(clock, (object, type) => subscriptions.notify(object, type))
  for (const person of people) company.addUser(person)
  for (const group of groups) company.addGroup(group)

  const graph = new Graph({ clock, company, knobs, application, subscriptions })
  const server = createServer((request, response) => {
    graph.serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    ...{ graph, company, knobs, application, subscriptions },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

import { z } from 'zod'
import type {
  CheckReport,
  Connector,
  ConnectorTools,
  Listing,
  OpenConnector,
  SourcePage,
} from '../../src/connectors/connector.ts'
import { createVendorHttp } from '../../src/connectors/http/create-vendor-http.ts'
import { staticHeader } from '../../src/connectors/http/tokens/static-header.ts'
import type { VendorHttp } from '../../src/connectors/http/vendor-http.ts'
import { type ExamplePage, Page, toGroup, toMembers, toUser } from './records.ts'

/** What the administrator fills in. */
export const ExampleSettings = z.object({
  url: z.url().meta({
    title: 'Address',
    help: 'The address of your Example account.',
    placeholder: 'https://acme.example.com',
    address: true,
  }),
  api_token: z
    .string()
    .min(1)
    .meta({ title: 'API token', help: 'A token that may read users and groups.', secret: true }),
})
type ExampleSettings = z.output<typeof ExampleSettings>

/** Example: https://docs.example.com/api */
export const exampleConnector: Connector<typeof ExampleSettings> = {
  type: 'csv',
  title: 'Example',
  settings: ExampleSettings,
  abilities: {
    incremental: false,
    reportsDeletions: false,
    nestedGroups: false,
    memberships: 'with_group',
    orgUnits: false,
    managers: true,
  },
  mapping: [
    { target: 'username', expression: 'user.login' },
    { target: 'email', expression: 'user.email' },
    { target: 'first_name', expression: 'user.first_name' },
    { target: 'last_name', expression: 'user.last_name' },
  ],
  defaultIntervalMinutes: 60,
  wakeUps: null,
  open: openExample,
}

function openExample(settings: ExampleSettings, tools: ConnectorTools): OpenConnector {
  const http = createVendorHttp(
    {
      vendor: 'Example',
      origins: [new URL(settings.url).origin],
      authorize: staticHeader('authorization', `Bearer ${settings.api_token}`),
      // Half of the documented limit, so that people and other programs keep the rest.
      bucketOf: () => ({ bucket: 'api', limit: { perMinute: 300, concurrency: 4 } }),
      readRate: () => null,
    },
    tools,
  )
  return {
    check: (signal) => check(http, signal),
    full: (from, signal) => listEverything(http, from, signal),
    async findUsers(search, limit, signal) {
      const { body } = await http.send({ path: '/users', query: { search, limit }, schema: Page, signal })
      return (body?.items ?? []).map(toUser)
    },
    close: () => http.close(),
  }
}

async function check(http: VendorHttp, signal: AbortSignal): Promise<CheckReport> {
  const look = (path: string) => http.send({ path, query: { limit: 1 }, schema: Page, accept: [403], signal })
  const [users, groups] = [await look('/users'), await look('/groups')]
  const missing = [...(users.body === null ? ['users:read'] : []), ...(groups.body === null ? ['groups:read'] : [])]
  const [user, group] = [users.body?.items[0], groups.body?.items[0]]
  return {
    findings: [{ code: 'reached', level: 'ok', text: 'Example answers, and takes the token.' }],
    users: { count: users.body?.total ?? null, isAtLeast: false, sample: user ? toUser(user) : null },
    groups: { count: groups.body?.total ?? null, isAtLeast: false, sample: group ? toGroup(group) : null },
    missing,
  }
}

type Stage = 'users' | 'groups' | 'members'

const paths: Readonly<Record<Stage, string>> = { users: '/users', groups: '/groups', members: '/groups' }
const following = { users: 'groups', groups: 'members', members: null } as const

/** The position is the stage and the link of the next page: `groups https://…`; the stage alone at its beginning. */
async function* listEverything(http: VendorHttp, from: string | null, signal: AbortSignal): Listing {
  let [stage, link] = readPosition(from)
  while (stage !== null) {
    const path = link ?? paths[stage]
    const after: Stage | null = following[stage]
    for await (const { body, next } of http.pages(
      { path, schema: Page, signal },
      (answer) => answer.body?.next ?? null,
    ))
      yield { ...toPage(stage, body), resume: next === null ? `${after ?? 'end'}` : `${stage} ${next}` }
    stage = after
    link = undefined
  }
  return { cursor: null }
}

function readPosition(from: string | null): [stage: Stage | null, link: string | undefined] {
  const [word, link] = (from ?? 'users').split(' ')
  return word === 'users' || word === 'groups' || word === 'members' ? [word, link] : [null, undefined]
}

function toPage(stage: Stage, { items, total }: ExamplePage): Omit<SourcePage, 'resume'> {
  if (stage === 'users') return { users: items.map(toUser), expected: total }
  return stage === 'groups' ? { groups: items.map(toGroup) } : { members: items.map(toMembers) }
}

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { screenPaths } from './harness/route-paths.ts'
import {
  appearances,
  bothSchemes,
  checkScreen,
  type OpenOptions,
  options,
  type ScreenWorld,
  screenWorld,
} from './screen-world.ts'

/** A screen as it is opened here: the path of its route, what its pictures are called, and with which ids and query it is opened. */
type Screen = OpenOptions & {
  readonly route: string
  readonly name: string
  readonly ids?: (world: ScreenWorld) => Readonly<Record<string, string>>
  readonly query?: string | ((world: ScreenWorld) => string)
  /** What the console complains of although all is as it should be. */
  readonly expected?: RegExp
}

const okta = ({ directories }: ScreenWorld) => ({ id: directories.okta })
const entra = ({ directories }: ScreenWorld) => ({ id: directories.entra })

const dashboard: readonly Screen[] = [
  { route: '/', name: 'overview' },
  { route: '/organizations', name: 'organizations' },
  { route: '/organizations/$id', name: 'organization', ids: ({ organizations }) => ({ id: organizations.harrowmere }) },
  { route: '/directories', name: 'directories' },
  { route: '/directories/new', name: 'new-directory' },
  { route: '/directories/$id', name: 'directory', ids: okta },
  { route: '/directories/$id', name: 'directory-held', ids: entra },
  {
    route: '/directories/$id/runs/$runId',
    name: 'sync-run',
    ids: (world) => ({ ...entra(world), runId: world.runs.completed }),
  },
  {
    route: '/directories/$id/runs/$runId',
    name: 'sync-run-held',
    ids: (world) => ({ ...entra(world), runId: world.runs.held }),
  },
  { route: '/sync-runs', name: 'sync-runs' },
  { route: '/sync-runs/held', name: 'held-runs' },
  { route: '/people', name: 'people', query: ({ organizations }) => `organization=${organizations.harrowmere}` },
  {
    route: '/people/disputes',
    name: 'disputes-none',
    query: ({ organizations }) => `organization=${organizations.harrowmere}`,
  },
  {
    route: '/people/values',
    name: 'values-none',
    query: ({ organizations }) => `organization=${organizations.harrowmere}`,
  },
  { route: '/people/$id', name: 'person', ids: ({ people }) => ({ id: people.asPerson }) },
  { route: '/teams', name: 'teams', query: ({ organizations }) => `organization=${organizations.harrowmere}` },
  { route: '/org-chart', name: 'org-chart', query: ({ organizations }) => `organization=${organizations.harrowmere}` },
  { route: '/users', name: 'users' },
  { route: '/users/$id', name: 'user', ids: ({ people }) => ({ id: people.changed }) },
  { route: '/groups', name: 'groups' },
  { route: '/groups/$id', name: 'group', ids: ({ groups }) => ({ id: groups.all }) },
  { route: '/as-code', name: 'as-code', query: ({ organizations }) => `organization=${organizations.harrowmere}` },
  { route: '/rules', name: 'rules', query: ({ organizations }) => `organization_id=${organizations.harrowmere}` },
  { route: '/events', name: 'events' },
  { route: '/events', name: 'event', query: ({ events }) => `panel=${events.change}` },
  { route: '/webhooks', name: 'webhooks' },
  { route: '/webhooks/$id', name: 'webhook', ids: ({ endpoints }) => ({ id: endpoints.healthy }) },
  { route: '/audit', name: 'audit' },
  { route: '/settings', name: 'settings' },
  { route: '/sign-in', name: 'sign-in', as: null },
  { route: '/sign-in/link', name: 'sign-in-link-incomplete', as: null },
  { route: '/sign-in/$token', name: 'sign-in-link', as: null, ids: () => ({ token: 'signin_of_the_tests' }) },
]

/** They need a server with the demo, and one with files. */
const elsewhere = {
  '/teams/$kind/$id': 'test/browser/teams.test.ts',
  '/demo': 'test/browser/demo.test.ts',
  '/as-code/plans/$id': 'test/browser/as-code.test.ts',
}

const customer = { as: 'portal', viewport: { width: 1280, height: 800 } } as const
const pulled = { ...customer, organization: 'quillhaven', ids: entra } as const

const portal: readonly Screen[] = [
  { ...customer, route: '/', name: 'portal-home', organization: 'quillhaven' },
  { ...customer, route: '/choose', name: 'portal-choose', organization: 'brightmoor' },
  { route: '/ended', name: 'portal-ended', as: null, query: 'reason=expired', expected: /410 \(Gone\)/ },
  { ...customer, route: '/directories/$id', name: 'portal-steps', ids: okta },
  { ...customer, route: '/directories/$id/steps', name: 'portal-steps', ids: okta },
  { ...pulled, route: '/directories/$id/settings', name: 'portal-settings' },
  { ...customer, route: '/directories/$id/test', name: 'portal-test', ids: okta },
  { ...pulled, route: '/directories/$id/attributes', name: 'portal-attributes' },
  { ...pulled, route: '/directories/$id/scope', name: 'portal-scope' },
  { ...pulled, route: '/directories/$id/review', name: 'portal-review' },
  { ...customer, route: '/directories/$id/status', name: 'portal-status', ids: okta },
  { ...pulled, route: '/directories/$id/status', name: 'portal-status-held' },
  {
    ...pulled,
    route: '/directories/$id/people/$userId',
    name: 'portal-person',
    ids: (world) => ({ ...entra(world), userId: world.people.ofEntra }),
  },
]

test('every screen of both apps is opened by these tests', () => {
  const opened = (screens: readonly Screen[]) => new Set(screens.map(({ route }) => route))
  const missing = (app: 'dashboard' | 'portal', known: ReadonlySet<string>) =>
    screenPaths(app).filter((path) => !known.has(path))
  assert.deepEqual(missing('dashboard', new Set([...opened(dashboard), ...Object.keys(elsewhere)])), [])
  assert.deepEqual(missing('portal', opened(portal)), [])
})

test('the list of pictures shows every screen in both schemes', () => {
  const shown = readFileSync(new URL('../../docs/screens/README.md', import.meta.url), 'utf8')
  const pictures = [...dashboard, ...portal, { name: 'demo' }].flatMap(({ name }) =>
    appearances.map((appearance) => `${name}-${appearance}.png`),
  )
  assert.deepEqual(
    pictures.filter((picture) => !shown.includes(picture)),
    [],
  )
})

for (const scheme of bothSchemes) {
  for (const screen of dashboard)
    test(`the dashboard's ${screen.name} opens in ${scheme}`, options, () => open('dashboard', { ...screen, scheme }))
  for (const screen of portal)
    test(`${screen.name} opens in ${scheme}`, options, () => open('setup', { ...screen, scheme }))
}

async function open(
  app: 'dashboard' | 'setup',
  { route, name, ids, query, expected, ...screen }: Screen,
): Promise<void> {
  const world = await screenWorld()
  const known = ids?.(world) ?? {}
  const path = route.replace(/\$(\w+)/g, (_, id: string) => known[id] ?? '')
  const asked = typeof query === 'function' ? query(world) : (query ?? '')
  await using opened = await world.open(`/${app}${path === '/' ? '' : path}${asked && `?${asked}`}`, screen)
  await opened.page.getByRole('heading', { level: 1 }).first().waitFor()
  const { problems } = opened
  problems.splice(0, problems.length, ...problems.filter((problem) => !expected?.test(problem)))
  await checkScreen(opened, name)
}

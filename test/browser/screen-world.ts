// What tests of screens stand on: a real server over a real database, nine days of life in it, a browser, and what every screen must
// hold. A file of tests shares one world and one browser:
//
//     for (const scheme of schemes) {
//       test(`the list of users opens in ${scheme}`, options, async () => {
//         const world = await screenWorld()
//         await using opened = await world.open('/dashboard/users', { scheme, as: 'support' })
//         await checkScreen(opened, 'users') // axe, console, policies, other hosts; the pictures docs/screens/users-light.png and -dark.png
//         const keys = keyboard(opened.page)
//         await keys.tabTo(opened.page.getByRole('link', { name: 'Ada Lovelace' }))
//         await keys.press('Enter')
//       })
//     }
//
// The built apps are tested: run `npm run build:web` after a change of web/ (`npm test` does it by itself).
import { after } from 'node:test'
import { type RunningServer, startServer } from '../../src/api/server.ts'
import { createIds } from '../../src/platform/ids.ts'
import { silentLog } from '../../src/platform/log.ts'
import type { Platform } from '../../src/platform/platform.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts'
import { openBrowser, skip } from './harness/chromium.ts'
import { createHistoryClock, type HistoryClock } from './harness/history-clock.ts'
import { type CallApi, createCallApi } from './harness/http-api.ts'
import { type OpenedScreen, openScreen, type ScreenOptions } from './harness/open-screen.ts'
import { type SeededWorld, seededMinutes, seedScreenWorld } from './harness/seed-screen-world.ts'
import { followPortalLink, makeTeam } from './harness/sign-in.ts'

export { checkScreen, expectNoViolation } from './harness/check-screen.ts'
export { skip } from './harness/chromium.ts'
export { expectCount, expectText, expectTextOfAll, expectValue } from './harness/expect-shown.ts'
export { keyboard } from './harness/keyboard.ts'
export { appearances, bothSchemes, type OpenedScreen, type Scheme, schemes } from './harness/open-screen.ts'

/** What every test of screens is given: it is skipped where there is no Chromium. */
export const options = { skip, timeout: 590_000 }

const apiKey = 'sk_bootstrap_of_the_browser_tests'

/** Whose eyes a screen is seen with: a member of the team, whoever followed a portal link, or nobody who is known. */
export type Viewer = 'owner' | 'admin' | 'support' | 'auditor' | 'portal' | null

/** How a screen is opened, and by whom: by default the owner, and of the portals that of Harrowmere. */
export type OpenOptions = ScreenOptions & {
  readonly as?: Viewer
  readonly organization?: keyof SeededWorld['organizations']
}

/** A real server with people in it, and a browser. One for all tests of a file. */
export type ScreenWorld = SeededWorld & {
  readonly url: string
  readonly api: CallApi
  readonly database: TestDatabase['database']
  /** Opens a screen by its path, `/dashboard/people` or `/setup/`, and waits until it is at rest. */
  open(path: string, options?: OpenOptions): Promise<OpenedScreen>
  /** Makes a link to the portal of an organization and gives its path. */
  portalPath(organization?: OpenOptions['organization']): Promise<string>
}

let made: Promise<ScreenWorld> | undefined
const opened = new AsyncDisposableStack()
after(() => opened.disposeAsync())

/** The world of this test file, which is made when a test first asks for it. */
export function screenWorld(): Promise<ScreenWorld> {
  made ??= makeWorld()
  return made
}

async function makeWorld(): Promise<ScreenWorld> {
  const clock = createHistoryClock(seededMinutes)
  const { database, url: databaseUrl } = opened.use(await createTestDatabase({ now: clock.now() }))
  const server = await launchServer(databaseUrl, clock)
  opened.defer(() => server.stop())
  const { url } = server
  const api = createCallApi(url, apiKey)
  const signInAs = await makeTeam(database, platformAt(clock))
  const seeded = await seedScreenWorld({ url, api, clock, opened })
  const portalPath: ScreenWorld['portalPath'] = async (organization = 'harrowmere') => {
    const body = { organization: seeded.organizations[organization], return_url: `${url}/`, expires_in_minutes: 60 }
    const { link } = await api('POST', '/portal/generate_link', body)
    return String(link).slice(url.length)
  }
  return {
    ...seeded,
    url,
    api,
    database,
    portalPath,
    async open(path, { as = 'owner', organization, ...screen } = {}) {
      const browser = await openBrowser()
      const session = as === 'portal' ? await followPortalLink(url + (await portalPath(organization))) : []
      const signedIn = as === null || as === 'portal' ? session : await signInAs(as)
      return openScreen(browser, url + path, { ...screen, cookies: [...signedIn, ...(screen.cookies ?? [])] })
    },
  }
}

function platformAt(clock: HistoryClock): Platform {
  return { clock, newId: createIds(), log: silentLog }
}

/** A server as `muster serve` starts it, that tries deliveries again within moments, and then leaves them alone. */
function launchServer(databaseUrl: string, clock: HistoryClock): Promise<RunningServer> {
  const never = 3_600_000
  return startServer({
    databaseUrl,
    platform: platformAt(clock),
    host: '127.0.0.1',
    port: 0,
    apiKey,
    dashboard: { demo: false },
    eventRetentionDays: 90,
    scimRequestRetentionDays: 14,
    deliveryAttemptRetentionDays: 14,
    scimLimits: { requestsPerSecond: 10_000, requestsInFlight: 512 },
    apiRequestsPerMinute: 100_000,
    auditRetentionDays: 400,
    secretKey: Buffer.alloc(32, 1),
    allowPrivateNetworks: true,
    deliveryPace: { retrySteps: [40, 80, never], probeSteps: [40, 80, never], lookEvery: 100 },
    syncPace: { lookEvery: 100 },
  })
}

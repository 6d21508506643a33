import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { type RunningServer, startServer } from '../../src/api/server.ts'
import { demoExternalId } from '../../src/model/demo-organization.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { createIds } from '../../src/platform/ids.ts'
import { silentLog } from '../../src/platform/log.ts'
import { createTestDatabase } from '../../src/testing/database.ts'

const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = paths.find((path) => existsSync(path))

/** Why tests in a browser are skipped on this machine; false where they can run. */
export const skip = executablePath ? false : 'There is no Chromium on this machine (Debian: apt-get install chromium).'

/** The bootstrap key of the server. */
export const apiKey = 'sk_bootstrap_of_the_browser_tests'

/** A page in a browser of its own, and what was wrong with it: complaints of the console, requests to other hosts. */
export type Opened = AsyncDisposable & { readonly page: Page; readonly problems: string[] }

/** A server with one directory of the demo's organization, and a browser. */
export type PageWorld = AsyncDisposable & {
  /** Pushes a user as a source does, and gives the id. */
  addUser(displayName: string): Promise<string>
  open(path: string, options?: BrowserContextOptions): Promise<Opened>
  stopServer(): Promise<void>
  /** Starts the server again on the same port. */
  restartServer(options: { readonly demo: boolean }): Promise<void>
}

/** Opens a world of its own for one test. */
export async function openPageWorld(): Promise<PageWorld> {
  await using opened = new AsyncDisposableStack()
  const created = opened.use(await createTestDatabase())
  const launch = (options: { readonly demo: boolean; readonly port: number }) => launchServer(created.url, options)
  let server = await launch({ demo: true, port: 0 })
  opened.defer(() => server.stop())
  const scim = await makeDirectory(server.url)
  const browser = await launchBrowser()
  opened.defer(() => browser.close())
  const running = opened.move()
  return {
    addUser: createAddUser(scim),
    open: (path, options) => openPage(browser, server.url + path, options),
    stopServer: () => server.stop(),
    async restartServer({ demo }) {
      server = await launch({ demo, port: Number(new URL(server.url).port) })
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

function launchServer(databaseUrl: string, { demo, port }: { demo: boolean; port: number }): Promise<RunningServer> {
  const platform = { clock: systemClock, newId: createIds(), log: silentLog }
  const dashboard = { demo }
  const limits = {
    eventRetentionDays: 90,
    scimRequestRetentionDays: 14,
    deliveryAttemptRetentionDays: 14,
    scimLimits: { requestsPerSecond: 10_000, requestsInFlight: 512 },
    apiRequestsPerMinute: 6000,
    auditRetentionDays: 400,
    secretKey: Buffer.alloc(32, 1),
    allowPrivateNetworks: true,
  }
  return startServer({ databaseUrl, platform, host: '127.0.0.1', port, apiKey, dashboard, ...limits })
}

function launchBrowser(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...quiet] })
}

type Scim = { readonly endpoint: string; readonly token: string; readonly organizationId: string }

async function makeDirectory(url: string): Promise<Scim> {
  const organization = await post(`${url}/organizations`, apiKey, { name: 'Harrowmere', external_id: demoExternalId })
  const body = { organization_id: organization.id, name: 'HQ Okta', type: 'okta scim v2.0' }
  const directory = await post(`${url}/directories`, apiKey, body)
  return {
    endpoint: String(directory.endpoint),
    token: String(directory.bearer_token),
    organizationId: String(organization.id),
  }
}

function createAddUser({ endpoint, token }: Scim): PageWorld['addUser'] {
  let added = 0
  return async (displayName) => {
    added += 1
    const [givenName, familyName] = displayName.split(' ')
    const { id } = await post(`${endpoint}/Users`, token, {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: `user${added}@harrowmere.example`,
      displayName,
      name: { givenName, familyName },
      title: 'Engineer',
      password: 'never-to-be-seen',
      active: true,
    })
    return String(id)
  }
}

async function post(url: string, secret: string, body: object): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await answer.text()
  assert.equal(answer.status, 201, text)
  return JSON.parse(text) as Record<string, unknown>
}

async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  const problems: string[] = []
  const { origin } = new URL(url)
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()))
  page.on('request', (request) => request.url().startsWith(origin) || problems.push(`a request to ${request.url()}`))
  await page.goto(url)
  return { page, problems, [Symbol.asyncDispose]: () => context.close() }
}

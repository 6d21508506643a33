import type { Browser, BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core'
import { tellBrokenPolicies, unrest } from './in-page.ts'

/** The two appearances of every screen. */
export const appearances = ['light', 'dark'] as const

/** How tests open a screen: in one appearance, or in light, to be looked at in both one after the other. */
export type Scheme = (typeof appearances)[number] | 'light and dark'

/** Every screen is looked at in both. Opening each twice would take twice as long, and show the same. */
export const bothSchemes = ['light and dark'] as const satisfies readonly Scheme[]

/**
 * What further states of screens (tabs, panels, dialogs) are looked at in: nothing, unless MUSTER_SCREENS=1 asks for it, because that takes
 * some minutes. How every screen looks at first is always tested.
 */
export const schemes: readonly (typeof bothSchemes)[number][] = process.env.MUSTER_SCREENS === '1' ? bothSchemes : []

/** A cookie of a session, as a browser keeps it. */
export type SessionCookie = { readonly name: string; readonly value: string; readonly path: string }

/** How a screen is opened. */
export type ScreenOptions = {
  readonly scheme?: Scheme
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly cookies?: readonly SessionCookie[]
  readonly context?: BrowserContextOptions
}

/** A page in a browser context of its own. `await using` closes it. */
export type OpenedScreen = AsyncDisposable & {
  readonly page: Page
  readonly scheme: Scheme
  /** What was wrong so far: errors and warnings of the console, errors of scripts, broken policies, requests to other hosts. */
  readonly problems: string[]
  /** Resolves when nothing is being loaded any more. */
  settled(): Promise<void>
}

/** What most people have, and the size of the pictures in docs/screens. */
export const usualViewport = { width: 1280, height: 800 }

/** Opens an address and waits until everything on the screen has come. */
export async function openScreen(browser: Browser, url: string, options: ScreenOptions = {}): Promise<OpenedScreen> {
  const { scheme = 'light', viewport = usualViewport, cookies = [], context: more } = options
  const colorScheme = scheme === 'dark' ? 'dark' : 'light'
  const settings = { reducedMotion: 'reduce', colorScheme, viewport, locale: 'en-US', ...more } as const
  const { context, giveBack } = await takeContext(browser, settings)
  const { hostname } = new URL(url)
  await context.addCookies(
    cookies.map((cookie) => ({ ...cookie, domain: hostname, httpOnly: true, sameSite: 'Strict' })),
  )
  const page = await context.newPage()
  const problems = await watchProblems(page, new URL(url).origin)
  const pending = watchRequests(page)
  const settled = () => untilSettled(page, pending)
  await page.goto(url)
  await settled()
  return { page, scheme, problems, settled, [Symbol.asyncDispose]: giveBack }
}

/** Contexts that no screen is open in, by their settings: a used one has the scripts already, compiled. */
const idle = new Map<string, BrowserContext[]>()

/** A context without cookies and storage, whether it is new or was used before. */
async function takeContext(browser: Browser, settings: BrowserContextOptions) {
  const key = JSON.stringify(settings)
  const kept = idle.get(key) ?? []
  idle.set(key, kept)
  const context = kept.pop() ?? (await browser.newContext(settings))
  context.setDefaultTimeout(patienceMs)
  async function giveBack(): Promise<void> {
    for (const page of context.pages()) {
      await page.evaluate('localStorage.clear(); sessionStorage.clear()')
      await page.close()
    }
    await context.clearCookies()
    kept.push(context)
  }
  return { context, giveBack }
}

async function watchProblems(page: Page, origin: string): Promise<string[]> {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return
    problems.push(`${message.text()} (${message.location().url.replace(origin, '')})`)
  })
  page.on('request', (request) => {
    const isOwn = /^(data|blob):/.test(request.url()) || new URL(request.url()).origin === origin
    if (!isOwn) problems.push(`a request to ${request.url()}`)
  })
  await page.addInitScript(tellBrokenPolicies)
  return problems
}

/** The requests that wait for their answer. Streams, which never end, are none of them. */
function watchRequests(page: Page): ReadonlySet<Request> {
  const pending = new Set<Request>()
  page.on('request', (request) => {
    if (request.resourceType() !== 'eventsource' && !/\/(stream|progress)(\?|$)/.test(request.url()))
      pending.add(request)
  })
  page.on('requestfinished', (request) => pending.delete(request))
  page.on('requestfailed', (request) => pending.delete(request))
  return pending
}

const lookEveryMs = 25
const quietLooks = 6
const patienceMs = 120_000

/** A screen that is at rest has a root with something in it, no skeleton, nothing that is busy, and asks for nothing. */
function untilSettled(page: Page, pending: ReadonlySet<Request>): Promise<void> {
  const asks = () => (pending.size > 0 ? `it asks for ${[...pending].map((one) => one.url())}` : null)
  return untilQuiet(page, async () => asks() ?? page.evaluate<string | null>(unrest), quietLooks)
}

/** Resolves when nothing of what is shown moves any more, whatever is being asked for. */
export function untilStill(page: Page): Promise<void> {
  // A dialog that has come begins to show itself a moment later.
  return untilQuiet(page, () => page.evaluate(unrest), 3)
}

async function untilQuiet(page: Page, look: () => Promise<string | null>, looks: number): Promise<void> {
  const until = Date.now() + patienceMs
  for (let quiet = 0; ; ) {
    const why = await look()
    quiet = why === null ? quiet + 1 : 0
    if (quiet >= looks) return
    if (Date.now() > until) throw new Error(`The screen ${page.url()} does not come to rest: ${why}`)
    await page.waitForTimeout(lookEveryMs)
  }
}

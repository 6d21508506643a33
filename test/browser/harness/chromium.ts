import { existsSync } from 'node:fs'
import { after } from 'node:test'
import { type Browser, chromium } from 'playwright-core'

// The first draws pages and no windows around them, which takes half the time.
const paths = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const executablePath = paths.find((path) => existsSync(path))

/** Why tests in a browser are skipped on this machine; false where they can run. */
export const skip = executablePath
  ? false
  : 'There is no Chromium on this machine (Debian: apt-get install chromium-headless-shell).'

let launched: Promise<Browser> | undefined
after(async () => (await launched)?.close())

/** The browser of this test file: one for all of its tests, closed at the end. */
export function openBrowser(): Promise<Browser> {
  const quiet = ['--in-process-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  launched ??= chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...quiet] })
  return launched
}

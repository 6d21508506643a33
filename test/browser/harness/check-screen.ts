import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { findViolations } from './accessibility.ts'
import { type appearances, type OpenedScreen, type Scheme, untilStill } from './open-screen.ts'
import { toSmallPng } from './small-png.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

type Appearance = (typeof appearances)[number]

const pictures = resolve(import.meta.dirname, '../../../docs/screens')

/**
 * Checks a screen when it has come to rest: it breaks no rule of WCAG 2.2 AA that a program can check, nothing complains in its console, no
 * policy is broken, and no other host is asked for anything. Its picture goes to docs/screens where there is none yet, or with MUSTER_SCREENS=1.
 */
export async function checkScreen(opened: OpenedScreen, name: string): Promise<void> {
  const { page, scheme } = opened
  await inEach(page, scheme, async (appearance) => {
    if (appearance === 'light' || scheme === 'dark') await opened.settled()
    await takePicture(page, `${name}-${appearance}`)
    await expectNoViolationNow(page, appearance === 'light' || scheme === 'dark')
  })
  assert.deepEqual(opened.problems, [], `${name} in ${scheme}`)
}

/** Fails with what breaks a rule of WCAG 2.2 AA on the page as it is when nothing moves: an open menu, a dialog. */
export async function expectNoViolation(page: Page, scheme: Scheme = 'light'): Promise<void> {
  await untilStill(page)
  await inEach(page, scheme, (appearance) => expectNoViolationNow(page, appearance === 'light' || scheme === 'dark'))
}

/** Does something in each appearance that is asked for; of both, dark is the last. */
async function inEach(page: Page, scheme: Scheme, work: (appearance: Appearance) => Promise<void>): Promise<void> {
  if (scheme !== 'light and dark') return work(scheme)
  await work('light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
  // Colours that pass into one another are neither light nor dark.
  await untilStill(page)
  await work('dark')
}

/** What was sound in light differs from it in dark by its colours alone, so only their contrast is looked at then. */
async function expectNoViolationNow(page: Page, isWhole: boolean): Promise<void> {
  const violations = await findViolations(
    page,
    isWhole ? { type: 'tag', values: rules } : { type: 'rule', values: ['color-contrast'] },
  )
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 300)} ${any[0]?.message ?? ''}`),
  )
  assert.deepEqual(found, [], page.url())
}

async function takePicture(page: Page, name: string): Promise<void> {
  const file = resolve(pictures, `${name}.png`)
  if (existsSync(file) && process.env.MUSTER_SCREENS !== '1') return
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  await mkdir(pictures, { recursive: true })
  await writeFile(file, toSmallPng(png))
}

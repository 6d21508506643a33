import type { Locator, Page } from 'playwright-core'
import { focused } from './in-page.ts'

const patienceMs = 60_000

/** Whoever has no mouse. */
export type Keyboard = {
  /** Waits for the element and goes on with Tab until it has the focus; fails with what was passed when it never has. */
  tabTo(locator: Locator): Promise<void>
  /** Waits until the app itself has given an element the focus, as a dialog does to its first field. */
  untilFocused(locator: Locator): Promise<void>
  /** Presses keys one after the other: `press('ArrowDown', 'Enter')`. */
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
}

/** Uses a page by its keys alone. */
export function keyboard(page: Page): Keyboard {
  const { keyboard: keys } = page
  return {
    async tabTo(locator) {
      await locator.first().waitFor()
      const passed = new Set<string>()
      for (const until = Date.now() + patienceMs; Date.now() < until; ) {
        if (await hasFocus(locator)) return
        await keys.press('Tab')
        passed.add(await page.evaluate<string>(focused))
      }
      throw new Error(`Tab never comes to ${locator}; it passes ${[...passed].join(' · ')}`)
    },
    untilFocused: (locator) => locator.and(page.locator(':focus')).waitFor(),
    async press(...names) {
      for (const name of names) await keys.press(name)
    },
    type: (text) => keys.type(text),
  }
}

async function hasFocus(locator: Locator): Promise<boolean> {
  if ((await locator.count()) === 0) return false
  return locator.first().evaluate((element) => element === element.ownerDocument.activeElement)
}

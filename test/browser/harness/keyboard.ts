import type { Locator, Page } from 'playwright-core'
import { focused } from './in-page.ts'

const mostTabs = 120

/** Whoever has no mouse. */
export type Keyboard = {
  /** Goes on with Tab until the element has the focus; fails with what was passed when it never has. */
  tabTo(locator: Locator): Promise<void>
  /** Presses keys one after the other: `press('ArrowDown', 'Enter')`. */
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
}

/** Uses a page by its keys alone. */
export function keyboard(page: Page): Keyboard {
  const { keyboard: keys } = page
  return {
    async tabTo(locator) {
      const passed: string[] = []
      for (let tabs = 0; tabs < mostTabs; tabs += 1) {
        if (await hasFocus(locator)) return
        await keys.press('Tab')
        passed.push(await page.evaluate<string>(focused))
      }
      throw new Error(`Tab never comes to ${locator}; it passes ${[...new Set(passed)].join(' · ')}`)
    },
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

import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'

const lookEveryMs = 50
const patienceMs = 120_000

/** Waits until there are so many of an element; fails with how many there are instead. */
export function expectCount(locator: Locator, count: number): Promise<void> {
  return untilShown(
    locator,
    () => locator.count(),
    (found) => assert.equal(found, count, String(locator)),
  )
}

/** Waits until an element says something; fails with what it says instead. */
export function expectText(locator: Locator, text: RegExp): Promise<void> {
  return untilShown(
    locator,
    async () => (await locator.textContent()) ?? '',
    (said) => assert.match(said, text, String(locator)),
  )
}

/** Waits until there is at least one of an element, and each says something. */
export function expectTextOfAll(locator: Locator, text: RegExp): Promise<void> {
  return untilShown(
    locator,
    () => locator.allTextContents(),
    (said) => assert.ok(said.length > 0 && said.every((one) => text.test(one)), `${locator}: ${said.join(' · ')}`),
  )
}

/** Waits until a field has a value; fails with the one that it has instead. */
export function expectValue(locator: Locator, value: string): Promise<void> {
  return untilShown(
    locator,
    () => locator.inputValue(),
    (found) => assert.equal(found, value, String(locator)),
  )
}

/** What an action changes comes a moment after it: looks until the check does not throw, and at last lets it throw. */
async function untilShown<T>(on: Locator, look: () => Promise<T>, check: (seen: T) => void): Promise<void> {
  for (const until = Date.now() + patienceMs; Date.now() < until; ) {
    const seen = await look()
    try {
      return check(seen)
    } catch {
      await on.page().waitForTimeout(lookEveryMs)
    }
  }
  check(await look())
}

import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What breaks a rule, and with which element. */
export type Violation = {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly any: readonly { readonly message: string }[] }[]
}

/** Which rules a page is held against: of these tags, or these alone. */
export type Rules = { readonly type: 'tag' | 'rule'; readonly values: readonly string[] }

/** Finds what breaks rules on a page as it is now. */
export async function findViolations(page: Page, runOnly: Rules): Promise<readonly Violation[]> {
  // It is long, and stays in the page for the next time.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source)
  const how = JSON.stringify({ runOnly, resultTypes: ['violations'], preload: false })
  return page.evaluate(`axe.run(${how}).then(({ violations }) => violations)`)
}

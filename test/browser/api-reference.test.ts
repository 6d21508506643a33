import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../../src/testing/api-app.ts'
import { findViolations } from './harness/accessibility.ts'
import { openBrowser, skip } from './harness/chromium.ts'
import { openScreen, type ScreenOptions } from './harness/open-screen.ts'

const options = { skip, timeout: 590_000 }

// One operation and one object stand for all: each of thousands of elements would be measured against what is behind it.
const leaveOneOfEach = `for (const one of document.querySelectorAll(
    'article:not(#createOrganization, #Organization), .contents li:nth-child(n+3)')) one.remove()`

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The page as a server without anything in it shows it. */
async function openReference(screen: ScreenOptions = {}) {
  await using stack = new AsyncDisposableStack()
  const { app } = stack.use(await createTestApi())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const opened = stack.use(await openScreen(await openBrowser(), `${url}/docs`, screen))
  const running = stack.move()
  return { ...opened, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

test('the page of the API is accessible in light and dark, and on a telephone', options, async () => {
  for (const [scheme, width] of [
    ['light', 1280],
    ['dark', 1280],
    ['light', 375],
  ] as const) {
    await using opened = await openReference({ scheme, viewport: { width, height: 800 } })
    const { page } = opened
    // What is folded is looked at too, of an operation and of an object.
    await page.locator('#createOrganization summary').click()
    await page.locator('#Organization summary').click()
    assert.equal(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0, `${width} is cut off`)
    await page.evaluate(leaveOneOfEach)
    // The dark page differs from the light one in its colors alone.
    const violations = await findViolations(
      page,
      scheme === 'dark' ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: rules },
    )
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      [],
      `${scheme}, ${width}`,
    )
    assert.deepEqual(opened.problems, [])
  }
})

test('every link of the page of the API leads to a place on it', options, async () => {
  await using opened = await openReference()
  const dead = `[...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute('href'))
    .filter((href) => !document.getElementById(href.slice(1)))`
  assert.deepEqual(await opened.page.evaluate(dead), [])
  const twice = `[...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at)`
  assert.deepEqual(await opened.page.evaluate(twice), [])
})

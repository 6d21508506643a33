// What runs in the page, as text: the types of a browser are not those of the server, whose files are checked together with the tests.

/** Tells the console what the Content-Security-Policy forbade. */
export const tellBrokenPolicies = `document.addEventListener('securitypolicyviolation', (event) => {
  console.error('the policy ' + event.effectiveDirective + ' forbids ' + event.blockedURI + ' (' + event.sourceFile + ')')
})`

/** Why the page is not at rest, in words, or null: it has not drawn anything, has skeletons, is busy, loads fonts or moves. */
export const unrest = `(() => {
  const root = document.querySelector('#root')
  if (document.readyState !== 'complete') return 'the document is not loaded'
  if (root && root.childElementCount === 0) return 'nothing is drawn'
  const busy = document.querySelector('.mantine-Skeleton-root[data-visible], [data-skeleton], [aria-busy="true"]')
  if (busy) return 'there is ' + busy.outerHTML.slice(0, 200)
  if (document.fonts.status === 'loading') return 'fonts are loaded'
  const isMoving = (one) => one.playState === 'running' && one.effect?.getTiming().iterations !== Infinity
  return document.getAnimations().some(isMoving) ? 'something moves' : null
})()`

/** What has the focus, in words. */
export const focused = `(() => {
  const element = document.activeElement
  const name = element?.getAttribute('aria-label') ?? element?.textContent ?? ''
  return (element?.tagName.toLowerCase() ?? 'nothing') + ' "' + name.trim().slice(0, 40) + '"'
})()`

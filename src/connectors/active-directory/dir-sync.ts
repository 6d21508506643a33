import { type Entry, EqualityFilter, type Filter, ResultCodeError } from 'ldapts'
import { DirSync, ExtendedNames } from '../ldap-protocol/controls.ts'
import { SourceError } from '../source-error.ts'
import type { Controller } from './controller.ts'

/** One answer of DirSync. */
export type DirSyncAnswer = { readonly entries: readonly Entry[]; readonly cookie: Buffer; readonly hasMore: boolean }

/** What passes: the server is busy, away, or slow; and 50, which is a right that was taken away. */
const passing: ReadonlySet<number> = new Set([3, 50, 51, 52])
const nobody = new EqualityFilter({ attribute: 'objectGUID', value: Buffer.alloc(16) })

/** Asks what changed since a cookie. Throws `cursor_expired` where the server does not take it any more. */
export async function askDirSync(controller: Controller, cookie: Buffer, filter: Filter): Promise<DirSyncAnswer> {
  const control = new DirSync(cookie)
  try {
    // Only the root of the domain can be asked. Without a list of attributes all that changed come.
    const search = { base: controller.domain, filter, attributes: [], binary: ['objectGUID'] }
    const entries = await controller.connection.search({ ...search, controls: [control, new ExtendedNames()] })
    return { entries, cookie: control.cookie, hasMore: control.hasMore }
  } catch (error) {
    if (cookie.length === 0 || !isOfCookie(error)) throw error
    const text = `${controller.name} does not take the place at which changes go on any more. Everything is read anew.`
    throw new SourceError('cursor_expired', text, { cause: error })
  }
}

function isOfCookie(error: unknown): boolean {
  const cause = error instanceof SourceError ? error.cause : null
  return cause instanceof ResultCodeError && !passing.has(cause.code)
}

/** The cookie of now: reads through all changes until now with a filter that nothing satisfies, so that none of them is sent. */
export async function presentCookie(controller: Controller): Promise<Buffer> {
  for (let cookie: Buffer = Buffer.alloc(0); ; ) {
    const answer = await askDirSync(controller, cookie, nobody)
    if (!answer.hasMore) return answer.cookie
    if (answer.cookie.equals(cookie)) {
      throw new SourceError('unreadable', `${controller.name} answered DirSync with a cookie that does not go on.`)
    }
    cookie = answer.cookie
  }
}

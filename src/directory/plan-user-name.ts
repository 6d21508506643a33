import { AppError } from '../errors.ts'
import { caseKey } from '../model/user.ts'
import { type Draft, NamesNotLoaded } from './state.ts'

/** The id of the user that has this `userName` as the draft has it; null when nobody has. */
export function holderOfUserName(draft: Draft, userName: string): string | null {
  const key = caseKey(userName)
  const holder = draft.userNames.has(key) ? draft.userNames.get(key) : draft.loaded.userNames.get(key)
  if (holder === undefined) throw new NamesNotLoaded({ userNames: [key] })
  return holder
}

/** Refuses a `userName` that another user of the directory has (RFC 7643 section 4.1.1: unique). */
export function requireFreeUserName(draft: Draft, userName: string, own: string | null): void {
  const holder = holderOfUserName(draft, userName)
  if (holder !== null && holder !== own) throw new AppError('user_name_taken', { userName, id: holder })
}

import { AppError } from '../../errors.ts'
import { type Caller, callerKey } from '../../model/api-key.ts'

/** How many streams may be open at once: in all, and of one holder. */
export type StreamLimits = { readonly all: number; readonly ofOne: number }

/** As whose a stream counts: the organization's to which the caller is bound, else the caller's. */
export function holderOf(caller: Caller): string {
  return caller.organizationId ?? callerKey(caller)
}

/** Refuses more streams than may be open, in all or of one holder, which else could keep all others out. */
export function refuseTooManyStreams(holders: readonly string[], holder: string, { all, ofOne }: StreamLimits): void {
  if (holders.length >= all) throw new AppError('too_many_streams', { limit: all })
  const own = holders.filter((id) => id === holder)
  if (own.length >= ofOne) throw new AppError('too_many_streams', { limit: ofOne })
}

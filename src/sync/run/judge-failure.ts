import { SourceError } from '../../connectors/source-error.ts'
import { AppError } from '../../errors.ts'
import type { SyncRun } from '../../model/sync-run.ts'
import type { Position } from './position.ts'
import { FullRunNeeded, RunFailed } from './run-failed.ts'

/** What becomes of a run that met an error. */
export type FailureVerdict =
  /** It goes on at its page when the source takes requests again. */
  | { readonly kind: 'pause'; readonly code: string; readonly text: string; readonly resumeAt: Date }
  | { readonly kind: 'fail'; readonly code: string; readonly text: string; readonly isQuarantined: boolean }
  /** It ends, and one that reads everything begins at once. */
  | { readonly kind: 'start_over'; readonly code: string; readonly text: string }
  /** This process does not go on with it, another one may: it is lost, or the database or the directory is not there for now. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'release' }

const minute = 60_000
const longestPause = 60 * minute
const patience = 24 * 60 * minute

/** Decides what becomes of a run, by what went wrong. */
export function judgeFailure(error: unknown, run: Pick<SyncRun, 'trigger' | 'kind'>, at: PausedAt): FailureVerdict {
  if (error instanceof FullRunNeeded) return { kind: 'start_over', code: error.code, text: error.message }
  if (error instanceof RunFailed) return fail(error.code, error.message, error.isQuarantined)
  if (error instanceof SourceError) return judgeSource(error, run, at)
  if (error instanceof AppError) return judgeOwn(error)
  return fail('internal_error', 'Something went wrong in the server; its log tells more under the id of the run.')
}

type PausedAt = { readonly now: Date; readonly position: Pick<Position, 'pauses' | 'pausedSince'> }

function judgeSource(error: SourceError, run: Pick<SyncRun, 'trigger' | 'kind'>, at: PausedAt): FailureVerdict {
  const { code, message } = error
  switch (code) {
    case 'rate_limited':
    case 'unreachable':
      return pauseOrFail(error, at)
    case 'cursor_expired':
      // A full run that has just begun for this reason would begin again and again.
      if (run.kind === 'full' && run.trigger === 'recovery') return fail(code, message)
      return { kind: 'start_over', code, text: message }
    default:
      return fail(code, message, code === 'credentials_refused')
  }
}

function pauseOrFail({ code, message, retryAt }: SourceError, { now, position }: PausedAt): FailureVerdict {
  const since = position.pausedSince ?? now
  if (now.getTime() - since.getTime() >= patience) {
    return fail(code, `${message} It was tried again for 24 hours.`)
  }
  const backoff = Math.min(minute * 2 ** position.pauses, longestPause)
  const wait = retryAt && retryAt > now ? Math.min(retryAt.getTime() - now.getTime(), patience) : backoff
  const resumeAt = new Date(now.getTime() + wait)
  return { kind: 'pause', code, text: message, resumeAt }
}

function judgeOwn(error: AppError): FailureVerdict {
  switch (error.code) {
    case 'sync_run_lost':
    case 'directory_not_found':
      return { kind: 'lost' }
    case 'directory_inactive':
    case 'database_unavailable':
    case 'shutting_down':
    case 'too_many_changes':
      return { kind: 'release' }
    default:
      return fail(error.code, error.message)
  }
}

function fail(code: string, text: string, isQuarantined = false): FailureVerdict {
  return { kind: 'fail', code, text, isQuarantined }
}

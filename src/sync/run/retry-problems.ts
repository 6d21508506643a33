import type { SyncCounts } from '../../model/sync-run.ts'
import { takeDueProblems } from '../../store/sync-problems.ts'
import { splitPage } from './page-parts.ts'
import type { RunContext } from './run-context.ts'
import { writeParts } from './write-page.ts'

const atOnce = 200

/** Tries the records again that were refused and whose time has come, from what was kept of them. */
export async function retryProblems(context: RunContext, counts: SyncCounts): Promise<SyncCounts> {
  const at = context.platform.clock.now()
  let done = counts
  let after = ''
  for (;;) {
    context.signal.throwIfAborted()
    const due = await takeDueProblems(context.database, context.run, { at, after, limit: atOnce })
    const last = due.at(-1)
    if (!last) return done
    const users = due.flatMap((one) => (one.kind === 'user' ? [one.record] : []))
    const groups = due.flatMap((one) => (one.kind === 'group' ? [one.record] : []))
    done = await writeParts(context, splitPage({ users, groups, resume: '' }), { counts: done, end: null, seen: 0 })
    after = last.problemId
  }
}

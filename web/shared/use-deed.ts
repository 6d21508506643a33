import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from './api-client.ts'
import { notify } from './notify.ts'
import { useSharedStrings } from './shared-strings.tsx'

type DeedOptions<Answer> = {
  /** What is said when it is done; nothing is said without it. */
  readonly done?: string | ((answer: Answer) => string)
}

/** What a deed came to: its answer, or why it was refused. */
export type DeedResult<Answer> =
  | { readonly isDone: true; readonly answer: Answer }
  | { readonly isDone: false; readonly error: unknown }

/** A change that a button makes: `isBusy` while it is under way, told of when it is done or refused, and everything read anew after it. */
export type Deed = {
  readonly isBusy: boolean
  run<Answer>(work: () => Promise<Answer>, options?: DeedOptions<Answer>): Promise<DeedResult<Answer>>
}

/** Makes changes: `const { run, isBusy } = useDeed(); await run(() => api.post(…), { done: strings.paused })`. */
export function useDeed(): Deed {
  const [isBusy, setBusy] = useState(false)
  const queryClient = useQueryClient()
  const { error: words } = useSharedStrings()
  return {
    isBusy,
    async run(work, { done } = {}) {
      setBusy(true)
      try {
        const answer = await work()
        if (done) notify({ message: typeof done === 'string' ? done : done(answer), color: 'green' })
        await queryClient.invalidateQueries()
        return { isDone: true, answer }
      } catch (error) {
        const message = error instanceof ApiError && error.status !== 0 ? error.message : words.offline
        notify({ title: words.title, message, color: 'red', autoClose: 10_000 })
        return { isDone: false, error }
      } finally {
        setBusy(false)
      }
    },
  }
}

/** Where a follower keeps its place. */
export type Checkpoint = {
  /** The id that was saved last; null or empty the first time. */
  load(): Promise<string | null>
  /** Keeps the id of the last event that was handled. */
  save(id: string): Promise<void>
  /** An event is saved so many milliseconds after it was handled at the latest. Default: 1000. */
  readonly everyMs?: number
  /** Or when so many were handled since. Default: 100. */
  readonly everyEvents?: number
}

/** Saves places, not each of them. */
export type Checkpointer = {
  load(): Promise<string | null>
  /** To be called when an event was handled. Throws what an earlier save has failed with. */
  handled(id: string): Promise<void>
  /** Saves what is not saved yet. */
  flush(): Promise<void>
}

const none: Checkpointer = { load: async () => null, handled: async () => {}, flush: async () => {} }

/** Makes a checkpointer; without a checkpoint it keeps nothing. */
export function createCheckpointer(checkpoint: Checkpoint | undefined): Checkpointer {
  if (!checkpoint) return none
  const { everyMs = 1_000, everyEvents = 100 } = checkpoint
  let last: string | null = null
  let unsaved = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> = Promise.resolve()

  async function saveNow(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (unsaved === 0 || last === null) return
    unsaved = 0
    await checkpoint?.save(last)
  }

  // One save after another, so that an older place never overwrites a newer one; the first that fails is the last.
  function flush(): Promise<void> {
    saving = saving.then(saveNow)
    return saving
  }

  return {
    load: () => checkpoint.load(),
    async handled(id) {
      last = id
      unsaved += 1
      if (unsaved >= everyEvents) return flush()
      timer ??= setTimeout(() => void flush().catch(() => {}), everyMs)
      return saving
    },
    flush,
  }
}

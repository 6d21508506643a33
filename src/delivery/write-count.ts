/** Counts the writes of a group commit, for those who wait for what they gave to be written, and for no more than that. */
export type WriteCount = {
  begin(): void
  /** The last write came through, with all that those before it had. */
  succeed(): void
  /** Lets those who wait look again: after each write, and when there are no more. */
  tell(): void
  /** Waits until a write that begins from now on has come through, or nothing is left; `isOver` is asked before each wait. */
  next(isOver: () => boolean): Promise<void>
}

/** Begins to count. */
export function createWriteCount(): WriteCount {
  let begun = 0
  let written = 0
  let told = Promise.withResolvers<void>()
  return {
    begin() {
      begun += 1
    },
    succeed() {
      written = begun
    },
    tell() {
      const { resolve } = told
      told = Promise.withResolvers()
      resolve()
    },
    async next(isOver) {
      const enough = begun + 1
      while (written < enough && !isOver()) await told.promise
    },
  }
}

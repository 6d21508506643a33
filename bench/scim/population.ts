/** What the load knows of a server's directory, and how far each kind of work has come in it. */
export interface Population {
  /** The ids of the users by index. */
  readonly ids: string[]
  /** Reads and updates work on the first so many users. */
  readonly size: number
  /** The index of the next user to create. */
  nextUser: number
  reads: number
  patches: number
  puts: number
}

/** An empty directory that is to have `size` users before it is measured. */
export function emptyPopulation(size: number): Population {
  return { ids: [], size, nextUser: 0, reads: 0, patches: 0, puts: 0 }
}

// A prime, so that stepping by it visits every user once before any a second time.
const STEP = 7919

/** Which user the n-th operation is about: all in turn, neighbors far apart. */
export function userOfTurn(turn: number, users: number): number {
  return (turn * STEP) % users
}

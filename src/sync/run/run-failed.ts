/** A run that ends for a reason of the engine's own; see docs/reference/sync.md. */
export class RunFailed extends Error {
  readonly code: string
  /** Whether the directory is quarantined for it. */
  readonly isQuarantined: boolean

  constructor(code: string, message: string, { isQuarantined = false }: { isQuarantined?: boolean } = {}) {
    super(message)
    this.name = 'RunFailed'
    this.code = code
    this.isQuarantined = isQuarantined
  }
}

/** Says that only a run that reads everything can go on: the source forgot the cursor, or other people are in the scope's groups. */
export class FullRunNeeded extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'FullRunNeeded'
    this.code = code
  }
}

/** Other people are in the scope's groups: they need not have changed themselves, so that only a full run looks at them. */
export function scopeChanged(): FullRunNeeded {
  return new FullRunNeeded(
    'scope_members_changed',
    'Other people are in the groups of the scope: everything is read anew.',
  )
}

/** Somebody changed settings, mapping or scope: where the listing goes on is a place in what was read before. */
export function connectionChanged(): FullRunNeeded {
  return new FullRunNeeded(
    'connection_changed',
    'The connection was changed while the run was on its way: everything is read anew.',
  )
}

/** Whom a reference means today: one person, nobody yet, or several, of whom none is taken. */
export type ResolvedRef = { readonly ref: string; readonly people: readonly string[] }

/** Whom the references of files mean, and what speaks against it. */
export type ResolvedRefs = {
  /** By reference: those that were pinned before, and those that are pinned by this plan. */
  readonly pins: ReadonlyMap<string, string>
  /** References that nobody is known by, or too many: they wait. */
  readonly waiting: readonly ResolvedRef[]
  /** References that mean somebody else than when they were pinned. Until somebody allows it they mean who they meant. */
  readonly moved: ReadonlyMap<string, { readonly was: string; readonly is: string }>
}

/**
 * Pins references: who is meant when it is first applied is meant from then on. An address that was given to somebody else is
 * told, and takes nobody's place by itself. `repinned` are references that somebody lets mean somebody else.
 */
export function resolveRefs(
  resolved: readonly ResolvedRef[],
  { pinned, repinned }: { readonly pinned: ReadonlyMap<string, string>; readonly repinned: ReadonlySet<string> },
): ResolvedRefs {
  const pins = new Map(pinned)
  const waiting: ResolvedRef[] = []
  const moved = new Map<string, { was: string; is: string }>()
  for (const one of resolved) {
    const was = pinned.get(one.ref)
    const [is, ...others] = one.people
    if (is === undefined || others.length > 0) {
      if (was === undefined) waiting.push(one)
    } else if (was === undefined || was === is || repinned.has(one.ref)) pins.set(one.ref, is)
    else moved.set(one.ref, { was, is })
  }
  return { pins, waiting, moved }
}

import type { CompiledOverlay } from './compiled-overlay.ts'

/** These objects and all that may follow from them: those that read their members, and where they hang in the chart. */
export function followingObjects(compiled: CompiledOverlay, positions: Iterable<number>): Set<number> {
  const following = new Set<number>()
  const pending = [...positions]
  for (let position = pending.pop(); position !== undefined; position = pending.pop()) {
    if (following.has(position)) continue
    following.add(position)
    pending.push(...(compiled.readersOfMembers[position] ?? []))
    const object = compiled.objects[position]
    if (object?.kind === 'OrgUnit') pending.push(...object.above, ...compiled.readersOfOrg)
  }
  return following
}

/** The attributes that have to be read of people to evaluate these objects and whatever follows from them. */
export function neededAttributes(compiled: CompiledOverlay, positions: Iterable<number>): string[] {
  // Last days end where the person is.
  const names = new Set(['timeZone'])
  for (const position of followingObjects(compiled, positions)) {
    for (const name of compiled.objects[position]?.inputs.attributes ?? []) names.add(name)
  }
  return [...names].filter((name) => Object.hasOwn(compiled.attributes, name)).sort()
}

/** The objects of which it has to be known who is in them to evaluate these and whatever follows from them. */
export function neededAddresses(compiled: CompiledOverlay, positions: Iterable<number>): string[] {
  const following = followingObjects(compiled, positions)
  const needed = new Set(following)
  let readsOrg = false
  for (const position of following) {
    const object = compiled.objects[position]
    for (const read of object?.inputs.objects ?? []) needed.add(read)
    readsOrg ||= object?.inputs.org === true || object?.kind === 'OrgUnit'
  }
  if (readsOrg)
    for (const [position, { kind }] of compiled.objects.entries()) if (kind === 'OrgUnit') needed.add(position)
  return [...needed].flatMap((position) => compiled.objects[position]?.address ?? [])
}

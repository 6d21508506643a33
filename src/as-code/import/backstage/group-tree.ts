import type { Writer } from '../written-files.ts'
import { type BackstageGroup, entityRef, fullRef } from './entity.ts'
import type { Entities, FromFile } from './read-entities.ts'

/** A group with what all entities say of it: a relation holds from whichever side it is written. */
export type GroupNode = {
  readonly ref: string
  readonly group: FromFile<BackstageGroup>
  readonly isOrgUnit: boolean
  readonly parent: string | null
  readonly members: ReadonlySet<string>
}

/** The groups of a catalog by their full name, those above before those below. */
export function createBackstageTree(
  { groups, users }: Entities,
  orgTypes: readonly string[],
  writer: Writer,
): ReadonlyMap<string, GroupNode> {
  const byRef = new Map(groups.map((group) => [entityRef('group', group.metadata), group]))
  const parents = parentsOf(groups, byRef, writer)
  const members = new Map<string, Set<string>>([...byRef.keys()].map((ref) => [ref, new Set()]))
  for (const { metadata, spec } of groups)
    for (const member of spec.members)
      members.get(entityRef('group', metadata))?.add(fullRef(member, 'user', metadata.namespace))
  for (const { metadata, spec, path } of users) {
    for (const name of spec.memberOf) {
      const group = fullRef(name, 'group', metadata.namespace)
      if (!members.has(group)) writer.remark(`${path}: ${metadata.name} is in ${group}, which is not there: left out.`)
      members.get(group)?.add(entityRef('user', metadata))
    }
  }
  const nodes = new Map<string, GroupNode>()
  const visit = (ref: string): GroupNode | null => {
    const group = byRef.get(ref)
    const known = nodes.get(ref)
    if (known || !group) return known ?? null
    const above = visit(parents.get(ref) ?? '')
    // An org unit is below org units only.
    const isOrgUnit = orgTypes.includes(group.spec.type.toLowerCase()) && (above === null || above.isOrgUnit)
    const node = { ref, group, isOrgUnit, parent: above?.ref ?? null, members: members.get(ref) ?? new Set<string>() }
    nodes.set(ref, node)
    return node
  }
  for (const ref of byRef.keys()) visit(ref)
  return nodes
}

/** Who is above whom, without loops: the relation that would close one is left out. */
function parentsOf(
  groups: readonly FromFile<BackstageGroup>[],
  byRef: ReadonlyMap<string, unknown>,
  writer: Writer,
): ReadonlyMap<string, string> {
  const parents = new Map<string, string>()
  const put = (child: string, parent: string, path: string) => {
    if (!byRef.has(parent) || !byRef.has(child)) {
      writer.remark(`${path}: of ${child} and ${parent} above it, one is not there: left out.`)
    } else if (isBelow(parent, child, parents)) {
      writer.remark(`${path}: ${parent} above ${child} would make a loop: left out.`)
    } else if (parents.has(child) && parents.get(child) !== parent) {
      writer.remark(`${path}: ${child} is below ${parents.get(child)} already, not below ${parent} too.`)
    } else parents.set(child, parent)
  }
  for (const { metadata, spec, path } of groups) {
    const ref = entityRef('group', metadata)
    if (spec.parent) put(ref, fullRef(spec.parent, 'group', metadata.namespace), path)
  }
  for (const { metadata, spec, path } of groups) {
    for (const child of spec.children) {
      put(fullRef(child, 'group', metadata.namespace), entityRef('group', metadata), path)
    }
  }
  return parents
}

/** True when `ref` is `above`, or below it. */
function isBelow(ref: string, above: string, parents: ReadonlyMap<string, string>): boolean {
  for (let at: string | undefined = ref; at !== undefined; at = parents.get(at)) if (at === above) return true
  return false
}

import type { ExtensionAttribute, ExtensionSubAttribute } from './extension-attribute.ts'
import type { SchemaExtension } from './schema-extension.ts'

/**
 * What stored resources must not be like for a change of an extension to be possible: that one has a value at `path`, or
 * that one has what the path leads through but `lacks` the last key. `change` is the change in words.
 */
export type Obstacle = {
  readonly when: 'has' | 'lacks'
  readonly path: readonly string[]
  readonly change: string
}

type Definition = Pick<SchemaExtension, 'urn' | 'required' | 'attributes'>
type Attribute = ExtensionAttribute | ExtensionSubAttribute

/**
 * What stands in the way of a change; null stands for an extension that is not there (yet, or any more). Attributes that
 * come, and whatever only concerns what is written from now on, never do.
 */
export function obstaclesTo(before: Definition | null, after: Definition | null): readonly Obstacle[] {
  if (!after) return before ? [{ when: 'has', path: [before.urn], change: `"${before.urn}" is deleted` }] : []
  const isNewlyRequired = after.required && !before?.required
  const demand: Obstacle = { when: 'lacks', path: [after.urn], change: `"${after.urn}" becomes required` }
  return [
    ...(isNewlyRequired ? [demand] : []),
    ...(before ? obstaclesWithin([after.urn], before.attributes, after.attributes) : []),
  ]
}

function obstaclesWithin(
  path: readonly string[],
  before: readonly Attribute[],
  after: readonly Attribute[],
): readonly Obstacle[] {
  const gone = before.filter((old) => !after.some(({ name }) => name === old.name))
  return [
    ...gone.map(({ name }): Obstacle => ({ when: 'has', path: [...path, name], change: `"${name}" is removed` })),
    ...after.flatMap((attribute) =>
      obstaclesAt(
        [...path, attribute.name],
        before.find(({ name }) => name === attribute.name),
        attribute,
      ),
    ),
  ]
}

function obstaclesAt(path: readonly string[], before: Attribute | undefined, after: Attribute): readonly Obstacle[] {
  const { name } = after
  const other = before && otherForm(before, after)
  if (other) return [{ when: 'has', path, change: `"${name}" becomes ${other}` }]
  const isNewlyRequired = after.required && !before?.required
  const demand: Obstacle = { when: 'lacks', path, change: `"${name}" becomes required` }
  return [
    ...(isNewlyRequired ? [demand] : []),
    ...(before ? obstaclesWithin(path, partsOf(before), partsOf(after)) : []),
  ]
}

/** In words, what makes stored values of the old definition no values of the new one. */
function otherForm(before: Attribute, after: Attribute): string | null {
  if (before.type !== after.type) return `of type ${after.type}`
  if (before.multiValued !== after.multiValued) return after.multiValued ? 'multi-valued' : 'single-valued'
  if (before.returned !== 'never' && after.returned === 'never') return 'one that is never returned'
  return before.mutability !== 'readOnly' && after.mutability === 'readOnly' ? 'read-only' : null
}

function partsOf(attribute: Attribute): readonly Attribute[] {
  return 'subAttributes' in attribute ? (attribute.subAttributes ?? []) : []
}

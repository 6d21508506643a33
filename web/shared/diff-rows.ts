export type DiffKind = 'added' | 'removed' | 'changed' | 'same'

/** What became of one attribute. `undefined`: it is not there. */
export type DiffRow = {
  readonly path: string
  readonly kind: DiffKind
  readonly before: unknown
  readonly after: unknown
}

type Values = Readonly<Record<string, unknown>> | null | undefined

/**
 * What differs between two objects, an attribute each, in the order of the names. Objects within are looked into; lists are
 * compared whole. With `isWhole`, what is the same is told, too.
 */
export function diffRows(before: Values, after: Values, { isWhole = false } = {}): readonly DiffRow[] {
  const old = flat(before)
  const next = flat(after)
  const paths = [...new Set([...old.keys(), ...next.keys()])].sort((a, b) => a.localeCompare(b, 'en'))
  const rows = paths.map((path) => toRow(path, old.get(path), next.get(path)))
  return isWhole ? rows : rows.filter(({ kind }) => kind !== 'same')
}

function toRow(path: string, before: unknown, after: unknown): DiffRow {
  return { path, kind: kindOf(before, after), before, after }
}

function kindOf(before: unknown, after: unknown): DiffKind {
  if (isSame(before, after)) return 'same'
  if (isMissing(before)) return 'added'
  return isMissing(after) ? 'removed' : 'changed'
}

/** Null and an attribute that is not there say the same to a reader. */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null
}

function isSame(before: unknown, after: unknown): boolean {
  if (isMissing(before) || isMissing(after)) return isMissing(before) && isMissing(after)
  return stable(before) === stable(after)
}

/** JSON whose names are in order, so that only values count. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}

function flat(values: Values): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  const walk = (value: unknown, path: string) => {
    if (isObject(value) && Object.keys(value).length > 0) {
      for (const [name, inner] of Object.entries(value)) walk(inner, path === '' ? name : `${path}.${name}`)
    } else if (path !== '') found.set(path, value)
  }
  walk(values ?? {}, '')
  return found
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as a line of text; null for what is not there. */
export function valueText(value: unknown): string | null {
  if (isMissing(value) || value === '') return null
  if (Array.isArray(value) && value.every((inner) => typeof inner !== 'object')) return value.join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A `fields` mask as a tree: an empty map takes everything below. */
type Mask = Map<string, Mask>

/** Keeps of an answer what the `fields` parameter names: `nextPageToken,users(id,name/givenName)` (Google, "Partial responses"). */
export function applyFieldMask(value: unknown, fields: string | null): unknown {
  return fields === null || fields === '*' ? value : pick(value, parseMask(fields))
}

function pick(value: unknown, mask: Mask): unknown {
  if (mask.size === 0) return value
  if (Array.isArray(value)) return value.map((one) => pick(one, mask))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const below = mask.get(key)
      return below ? [[key, pick(inner, below)]] : []
    }),
  )
}

function parseMask(text: string): Mask {
  const root: Mask = new Map()
  const tokens = text.match(/[\w*]+|[(),/]/g) ?? []
  readLevel(tokens[Symbol.iterator](), root)
  return root
}

/** Reads names until the bracket that closes the level. */
function readLevel(tokens: Iterator<string>, level: Mask): void {
  let path = level
  for (let { value: token, done } = tokens.next(); !done; { value: token, done } = tokens.next()) {
    if (token === ')') return
    if (token === '(') readLevel(tokens, path)
    else if (token === ',') path = level
    else if (token !== '/') path = below(path, token)
  }
}

function below(mask: Mask, name: string): Mask {
  const known = mask.get(name)
  if (known) return known
  const made: Mask = new Map()
  mask.set(name, made)
  return made
}

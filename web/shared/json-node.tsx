import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { counted } from './counted-text.ts'
import classes from './json-view.module.css'
import { useSharedStrings } from './shared-strings.tsx'

export type JsonNodeProps = {
  /** The name that the value has in the object around it; null at the top and in lists. */
  readonly name: string | null
  readonly value: unknown
  /** How many levels from here on are unfolded. */
  readonly depth: number
}

/** One value of a JSON tree. */
export function JsonNode({ name, value, depth }: JsonNodeProps) {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    return <Branch name={name} value={value} depth={depth} />
  }
  return (
    <div className={classes.leaf}>
      <Name name={name} />
      <Scalar value={value} />
    </div>
  )
}

const shownAtOnce = 100

function Branch({
  name,
  value,
  depth,
}: {
  readonly name: string | null
  readonly value: object
  readonly depth: number
}) {
  const { json, locale } = useSharedStrings()
  const [isOpen, setOpen] = useState(depth > 0)
  const [limit, setLimit] = useState(shownAtOnce)
  const isList = Array.isArray(value)
  const entries = Object.entries(value)
  const Icon = isOpen ? IconChevronDown : IconChevronRight
  const hidden = entries.length - limit
  return (
    <div>
      <button type="button" className={classes.fold} data-fold aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon size={12} aria-hidden className={classes.chevron} />
        <Name name={name} />
        <span className={classes.quiet}>
          {isList ? '[' : '{'} {counted(isList ? json.items : json.fields, entries.length, locale)} {isList ? ']' : '}'}
        </span>
      </button>
      {isOpen && (
        <ul className={classes.branch}>
          {entries.slice(0, limit).map(([key, inner]) => (
            <li key={key}>
              <JsonNode name={isList ? null : key} value={inner} depth={depth - 1} />
            </li>
          ))}
          {hidden > 0 && (
            <li>
              <button type="button" className={classes.more} onClick={() => setLimit(limit + shownAtOnce * 10)}>
                {counted(json.more, hidden, locale)}
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  )
}

function Name({ name }: { readonly name: string | null }) {
  if (name === null) return null
  return (
    <>
      <span className={classes.name}>{name}</span>
      <span className={classes.quiet}>: </span>
    </>
  )
}

function Scalar({ value }: { readonly value: unknown }) {
  const kind = value === null ? 'null' : typeof value
  return (
    <span className={classes.scalar} data-kind={kind}>
      {JSON.stringify(value) ?? 'undefined'}
    </span>
  )
}

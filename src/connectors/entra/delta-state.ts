import { z } from 'zod'
import { parseJson } from '../../platform/parse-json.ts'
import { SourceError } from '../source-error.ts'
import type { Selected } from './selected.ts'

const Link = z.string().min(1)

const remembered = {
  /** Who was removed and may come back. */
  gone: z.array(z.string()).default([]),
  /** Who left a group while everything was listed: the group and the member. */
  left: z.array(z.tuple([z.string(), z.string()])).default([]),
}

/** Between two listings: where both feeds go on, what was selected when they began, and who may come back. */
const Cursor = z.object({ select: z.string(), users: Link, groups: Link, ...remembered })
export type Cursor = z.output<typeof Cursor>

/** Within a listing: which feed is read from which link; null for its first page. */
const Position = z.object({
  select: z.string(),
  feed: z.enum(['users', 'groups', 'done']),
  link: Link.nullable(),
  /** Where the next round of users begins, once this one is read. */
  users: Link.nullable(),
  /** Where this round of groups begins, and once it is read, the next. */
  groups: Link.nullable(),
  ...remembered,
  /** Whether any user was listed so far. */
  hasUsers: z.boolean(),
})
export type Position = z.output<typeof Position>

/** Where a first listing begins. */
export function firstPosition({ key }: Selected): Position {
  return { select: key, feed: 'users', link: null, users: null, groups: null, gone: [], left: [], hasUsers: false }
}

/** Where a listing of what has changed since begins. A cursor that was made with other attributes is void: links have a `$select` of their own. */
export function positionAt(cursor: string, selected: Selected): Position {
  const { users, ...rest } = parse(Cursor, cursor, selected)
  return { ...rest, feed: 'users', link: users, users: null, hasUsers: false }
}

/** Where a listing goes on that was broken off. */
export function readPosition(text: string, selected: Selected): Position {
  return parse(Position, text, selected)
}

/** What the next listing begins with; the links are as good as a secret, and sealed where they are stored. */
export function cursorAfter({ select, users, groups, gone, left }: Position): string {
  const cursor: Cursor = { select, users: users ?? '', groups: groups ?? '', gone, left }
  return JSON.stringify(cursor)
}

function parse<T extends { select: string }>(schema: z.ZodType<T>, text: string, { key }: Selected): T {
  const state = schema.safeParse(parseJson(text)).data
  if (state?.select === key) return state
  const why = state === undefined ? 'cannot be read' : 'was made with other attributes'
  throw new SourceError('cursor_expired', `Where the last listing ended ${why}: everything is read anew.`)
}

import { memberDisplay, memberJoins } from './group-row.ts'
import type { SqlParameters } from './sql-parameters.ts'

/** The table whose rows a filter is asked of; its alias in the query is `u` or `g`. */
export type FilterTable = 'users' | 'groups'

/** A value as SQL: an expression and what type it has. `folded` is the same text as `caseKey` gives it, if stored. */
export type Operand =
  | { readonly as: 'jsonb'; readonly sql: string }
  | { readonly as: 'text'; readonly sql: string; readonly folded?: string }
  | { readonly as: 'time'; readonly sql: string }

/** Where the elements of a multi-valued attribute come from, in which order, and what the paths within one mean. */
export type Elements = { readonly from: string; readonly where: string; readonly order: string; readonly scope: Scope }

/** What the paths of a filter mean in SQL: for a row of a table, or for one element of a multi-valued attribute. */
export type Scope = {
  readonly table: FilterTable | null
  value(path: readonly string[]): Operand
  elements(path: readonly string[]): Elements
}

/** The scope of a whole user or group. What has a column is read there, everything else in the document. */
export function tableScope(table: FilterTable, parameters: SqlParameters): Scope {
  const document = documentScope(table === 'users' ? 'u.document' : 'g.document', parameters)
  const columns = table === 'users' ? userColumns : groupColumns
  const relation = table === 'users' ? { groups: groupsOfUser } : { members: membersOfGroup }
  return {
    table,
    value: (path) => columns[path.join('.')] ?? document.value(path),
    elements: (path) =>
      (path.length === 1 ? relation[path[0] as keyof typeof relation] : undefined) ?? document.elements(path),
  }
}

const userColumns: Readonly<Record<string, Operand>> = {
  id: { as: 'text', sql: 'u.id' },
  userName: { as: 'text', sql: 'u.user_name', folded: 'u.user_name_key' },
  externalId: { as: 'text', sql: 'u.external_id' },
  ...metaColumns('u', 'User'),
}

const groupColumns: Readonly<Record<string, Operand>> = {
  id: { as: 'text', sql: 'g.id' },
  displayName: { as: 'text', sql: 'g.display_name', folded: 'g.display_name_key' },
  externalId: { as: 'text', sql: 'g.external_id' },
  ...metaColumns('g', 'Group'),
}

function metaColumns(alias: string, resourceType: string): Record<string, Operand> {
  return {
    meta: { as: 'text', sql: `'meta'` },
    'meta.resourceType': { as: 'text', sql: `'${resourceType}'` },
    'meta.created': { as: 'time', sql: `${alias}.created_at` },
    'meta.lastModified': { as: 'time', sql: `${alias}.updated_at` },
    'meta.location': { as: 'text', sql: `'/${resourceType}s/' || ${alias}.id` },
    'meta.version': { as: 'text', sql: `'W/"' || ${alias}.version || '"'` },
  }
}

const groupsOfUser: Elements = {
  from: 'memberships m join groups mg on mg.organization_id = m.organization_id and mg.id = m.group_id',
  where: 'm.organization_id = u.organization_id and m.directory_id = u.directory_id and m.member_id = u.id',
  order: 'm.group_id',
  scope: rowScope({
    value: { as: 'text', sql: 'm.group_id' },
    $ref: { as: 'text', sql: `'/Groups/' || m.group_id` },
    display: { as: 'text', sql: 'mg.display_name', folded: 'mg.display_name_key' },
    type: { as: 'text', sql: `'direct'` },
  }),
}

const membersOfGroup: Elements = {
  from: `memberships m ${memberJoins}`,
  where: 'm.organization_id = g.organization_id and m.group_id = g.id',
  order: 'm.member_id',
  scope: rowScope({
    value: { as: 'text', sql: 'm.member_id' },
    $ref: {
      as: 'text',
      sql: `case m.member_type when 'user' then '/Users/' when 'group' then '/Groups/' end || m.member_id`,
    },
    display: { as: 'text', sql: memberDisplay },
    type: { as: 'text', sql: `case m.member_type when 'user' then 'User' when 'group' then 'Group' end` },
  }),
}

function rowScope(columns: Readonly<Record<string, Operand>>): Scope {
  return {
    table: null,
    value: (path) => columns[path.join('.') || 'value'] ?? { as: 'text', sql: 'null' },
    elements: () => ({ from: '(select) nothing', where: 'false', order: '1', scope: rowScope({}) }),
  }
}

function documentScope(document: string, parameters: SqlParameters): Scope {
  const at = (path: readonly string[]) =>
    path.length === 0 ? document : `(${document} #> ${parameters.add(path)}::text[])`
  return {
    table: null,
    value: (path) => ({ as: 'jsonb', sql: at(path) }),
    elements(path) {
      const array = at(path)
      const element = `e${parameters.values.length}`
      return {
        from: `jsonb_array_elements(case jsonb_typeof(${array}) when 'array' then ${array} else '[]' end) with ordinality as ${element}(value, place)`,
        where: 'true',
        order: `${element}.place`,
        scope: documentScope(`${element}.value`, parameters),
      }
    },
  }
}

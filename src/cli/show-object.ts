import type { ApiObject } from './api-client.ts'
import type { Column } from './table.ts'

/** A column that shows a field of an object; a dash for what is not there. */
export function field(heading: string, name: string): Column<ApiObject> {
  return [heading, (object) => show(object[name])]
}

/** A column that shows a time to the minute, in UTC. */
export function time(heading: string, name: string): Column<ApiObject> {
  return [heading, (object) => show(object[name]).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2')]
}

/** A value for a cell. */
export function show(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-'
  return Array.isArray(value) ? value.map(show).join(', ') : String(value)
}

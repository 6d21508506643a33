import type { RouteDescription } from '../src/api/route.ts'
import { code, replacePart, table } from './document-part.ts'

/** Writes the actions of the routes into the marked part of docs/reference/audit-log.md. */
export function fillAuditDocument(text: string, routes: readonly RouteDescription[]): string {
  const rows = routes.flatMap((route) => {
    if (!('action' in route)) return []
    return [[code(route.action), code(`${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`)]]
  })
  return replacePart(text, 'actions', table(['action', 'by'], rows))
}

// Writes what the code knows into the reference: the routes of the API, the types of events, and what the SCIM server
// serves. `npm test` fails when this was not run.
import { readFile, writeFile } from 'node:fs/promises'
import { describedRoutes } from '../src/api/routes.ts'
import { fillApiDocument } from './api-document.ts'
import { fillAuditDocument } from './audit-document.ts'
import { fillEventsDocument } from './events-document.ts'
import { fillScimDocument } from './scim-document.ts'
import { scimEndpoints } from './scim-endpoints.ts'

const endpoints = await scimEndpoints()

await fill('api.md', (text) => fillApiDocument(text, describedRoutes))
await fill('audit-log.md', (text) => fillAuditDocument(text, describedRoutes))
await fill('events.md', fillEventsDocument)
await fill('scim.md', (text) => fillScimDocument(text, endpoints))

async function fill(name: string, change: (text: string) => string): Promise<void> {
  const file = new URL(`../docs/reference/${name}`, import.meta.url)
  await writeFile(file, change(await readFile(file, 'utf8')))
}

// Writes what the code knows into the reference: the routes of the API, the types of events, and what the SCIM server
// serves, the kinds of documents and their findings; into docs/connect how sources are connected; JSON Schemas of documents, and
// types: of the API for the web apps, of documents for muster/config. `npm test` fails when this was not run.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { describedRoutes } from '../src/api/routes.ts'
import { schemaFiles } from '../src/as-code/schema/editor-schemas.ts'
import { connectors } from '../src/connectors/connectors.ts'
import { fillApiDocument } from './api-document.ts'
import { fillAsCodeDocument, fillFindingsDocument } from './as-code-document.ts'
import { fillAuditDocument } from './audit-document.ts'
import { celConformanceDocument } from './cel-conformance-document.ts'
import { configTypes } from './config-types.ts'
import { connectDocuments } from './connect-document.ts'
import { fillEventsDocument } from './events-document.ts'
import { fillScimDocument } from './scim-document.ts'
import { scimEndpoints } from './scim-endpoints.ts'
import { webApiTypes } from './web-api-types.ts'

const endpoints = await scimEndpoints()

await fill('api.md', (text) => fillApiDocument(text, describedRoutes))
await fill('audit-log.md', (text) => fillAuditDocument(text, describedRoutes))
await fill('events.md', fillEventsDocument)
await fill('scim.md', (text) => fillScimDocument(text, endpoints))
await fill('as-code.md', fillAsCodeDocument)
await fill('findings.md', fillFindingsDocument)

const schemasFolder = new URL('../docs/schemas/', import.meta.url)
await mkdir(schemasFolder, { recursive: true })
for (const { path, text } of schemaFiles()) await writeFile(new URL(path, schemasFolder), text)
await writeFile(new URL('../src/define/documents.ts', import.meta.url), configTypes())
await writeFile(new URL('../docs/reference/cel-conformance.md', import.meta.url), await celConformanceDocument())

const connectFolder = new URL('../docs/connect/', import.meta.url)
await writeFile(new URL('../web/shared/api-types.ts', import.meta.url), webApiTypes(describedRoutes))
await mkdir(connectFolder, { recursive: true })
for (const [name, text] of connectDocuments(connectors)) await writeFile(new URL(name, connectFolder), text)

async function fill(name: string, change: (text: string) => string): Promise<void> {
  const file = new URL(`../docs/reference/${name}`, import.meta.url)
  await writeFile(file, change(await readFile(file, 'utf8')))
}

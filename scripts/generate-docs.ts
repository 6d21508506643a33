// Writes what the code knows into the reference: the routes of the API. `npm test` fails when this was not run.
import { readFile, writeFile } from 'node:fs/promises'
import { routes } from '../src/api/routes.ts'
import { fillApiDocument } from './api-document.ts'

const file = new URL('../docs/reference/api.md', import.meta.url)

await writeFile(file, fillApiDocument(await readFile(file, 'utf8'), routes))

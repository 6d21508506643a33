import assert from 'node:assert/strict'
import type { ConnectorTools, OpenConnector, SourceFiles, SourcePage } from '../connectors/connector.ts'
import { createCsvConnector } from '../connectors/csv/csv.ts'
import { CsvSettings } from '../connectors/csv/settings.ts'
import { createMemoryBudget } from '../connectors/memory-budget.ts'
import { SourceError, type SourceErrorCode } from '../connectors/source-error.ts'
import type { CsvFolder } from './csv-folder.ts'
import { testPlatform } from './directories.ts'

const noFiles: SourceFiles = { list: async () => [], read: async function* () {} }

/** Tools for a source of files: a folder of this machine, or uploaded ones. */
export function csvTools(filesFolder: string | null, files: SourceFiles = noFiles): ConnectorTools {
  const platform = testPlatform()
  const budget = createMemoryBudget({ clock: platform.clock, wait: async () => {} })
  return { platform, allowPrivateNetworks: true, budget, files, filesFolder }
}

/** Opens files with the settings that an administrator gave. */
export function openCsv(given: Record<string, unknown>, tools: ConnectorTools): OpenConnector {
  return createCsvConnector({ rows: 500, members: 5000 }).open(CsvSettings.parse(given), tools)
}

/** Opens the files of a folder. */
export function openFolder(folder: CsvFolder, given: Record<string, unknown> = {}): OpenConnector {
  return openCsv({ source: 'folder', ...given }, csvTools(folder.path))
}

/** Everything that a source lists, by its kind. */
export async function listAll(source: OpenConnector, from: string | null = null) {
  const pages: SourcePage[] = []
  for await (const page of source.full(from, new AbortController().signal)) pages.push(page)
  return {
    pages,
    users: pages.flatMap((page) => page.users ?? []),
    groups: pages.flatMap((page) => page.groups ?? []),
    unreadable: pages.flatMap((page) => page.unreadable ?? []),
    members: pages.flatMap((page) => page.members ?? []),
  }
}

/** Says of an error that it is that of a source, with this code and text: for `assert.rejects`. */
export function refusal(code: SourceErrorCode, text: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof SourceError, String(error))
    assert.equal(error.code, code)
    assert.match(error.message, text)
    return true
  }
}

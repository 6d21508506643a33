import { type Finding, sortFindings } from './finding.ts'
import type { LoadedDocument } from './loaded-document.ts'
import { parseDocument } from './parse-document.ts'
import { readYaml } from './read-yaml.ts'

/** A file of an organization's repository, by its path from the root of that. */
export type SourceFile = { readonly path: string; readonly text: string }

/** What was read: every document that fits its schema, and what is wrong with the others. */
export type Loaded = { readonly documents: readonly LoadedDocument[]; readonly findings: readonly Finding[] }

/** Reads files of YAML or JSON and parses each document by the schema of its kind. Never throws for what is in a file. */
export function loadDocuments(files: readonly SourceFile[]): Loaded {
  const documents: LoadedDocument[] = []
  const findings: Finding[] = []
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const read = readYaml(file)
    findings.push(...read.findings)
    for (const each of read.documents) {
      const parsed = parseDocument(each)
      findings.push(...parsed.findings)
      if (parsed.document) documents.push(parsed.document)
    }
  }
  return { documents, findings: sortFindings(findings) }
}

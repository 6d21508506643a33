import type { Plan } from '../../model/overlay/plan.ts'
import type { WantedDocument } from '../../model/overlay/wanted-document.ts'
import { checkDocuments } from '../check/check-documents.ts'
import type { Finding } from '../load/finding.ts'
import { loadDocuments, type SourceFile } from '../load/load-documents.ts'
import { runTests } from '../test/run-tests.ts'

/** The files of a plan: what was read, and of which repository and commit. */
export type PlanFiles = {
  readonly files: readonly SourceFile[]
  readonly repository: string | null
  readonly commit: string | null
  /** Findings of reading the files from where they are kept. */
  readonly findings?: readonly Finding[]
  /** Who changed which of the files: `owners` of the settings say who may. */
  readonly change?: { readonly author: string | readonly string[]; readonly files: readonly string[] }
}

/** What files want, what is wrong with them, and how their tests came out. */
export type ReadWanted = Pick<Plan, 'findings' | 'tests'> & { readonly wanted: readonly WantedDocument[] }

/** Reads the files of a plan, checks them and runs their tests: all of it offline. */
export function readWanted({ files, repository, commit, findings = [], change }: PlanFiles, now: Date): ReadWanted {
  const loaded = loadDocuments(files)
  const today = now.toISOString().slice(0, 10)
  const checked = checkDocuments(loaded.documents, {
    today,
    ...(change && { change: { ...change, author: [change.author].flat() } }),
  })
  const wanted = loaded.documents.map(({ document, file, line }) => ({
    document,
    at: { repository, commit, file, line },
  }))
  const all = [...findings, ...loaded.findings, ...checked].map(
    ({ code, severity, file, line, column, text, address }) => ({
      ...{ code, severity, file, line, column, text, address },
    }),
  )
  const isReadable = !all.some(({ severity }) => severity === 'error')
  const tests = isReadable ? runTests(loaded.documents, now) : []
  return {
    wanted,
    findings: all,
    tests: tests.map(({ name, file, line, passed, failures }) => ({
      ...{ name, file, line, passed },
      failures: failures.map(({ text }) => text),
    })),
  }
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Plan } from '../../model/overlay/plan.ts'
import type { WantedDocument } from '../../model/overlay/wanted-document.ts'
import { type CheckOptions, checkDocuments } from '../check/check-documents.ts'
import type { Finding } from '../load/finding.ts'
import { type Loaded, loadDocuments, type SourceFile } from '../load/load-documents.ts'
import type { LoadedDocument } from '../load/loaded-document.ts'
import { runTests } from '../test/run-tests.ts'

const turnMs = 15

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

/** What the state of the organization adds to the check of its files. */
export type CheckGround = Pick<CheckOptions, 'coverage' | 'ownersInEffect'> & { readonly now: Date }

/** Reads the files of a plan, checks them and runs their tests. Others are served between two files. */
export async function readWanted(
  { files, repository, commit, findings = [], change }: PlanFiles,
  { now, ...ground }: CheckGround,
): Promise<ReadWanted> {
  const loaded = await loadAll(files)
  const checked = checkDocuments(loaded.documents, {
    today: now.toISOString().slice(0, 10),
    ...ground,
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
    // Of files with errors nothing is ever applied, and what they hold (a secret, perhaps) is not kept.
    wanted: isReadable ? wanted : [],
    findings: all,
    tests: tests.map(({ name, file, line, passed, failures }) => ({
      ...{ name, file, line, passed },
      failures: failures.map(({ text }) => text),
    })),
  }
}

async function loadAll(files: readonly SourceFile[]): Promise<Loaded> {
  const documents: LoadedDocument[] = []
  const findings: Finding[] = []
  let turn = performance.now()
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const loaded = loadDocuments([file])
    for (const document of loaded.documents) documents.push(document)
    for (const one of loaded.findings) findings.push(one)
    if (performance.now() - turn < turnMs) continue
    await nextTurn()
    turn = performance.now()
  }
  return { documents, findings }
}

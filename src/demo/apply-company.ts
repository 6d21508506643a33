import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Platform } from '../platform/platform.ts'
import type { ApiPlan, CompanyApi } from './company-api.ts'
import type { HappeningReport } from './trickle.ts'

/** The repository of the demo company. */
export const companyFolder = fileURLToPath(new URL('../../examples/company/', import.meta.url))

const lookMs = 250
const mostLooks = 480

export type ApplyCompanyOptions = {
  readonly api: CompanyApi
  readonly platform: Platform
  readonly organizationId: string
  /** So many people are waited for, so that the first apply knows whom the files name. */
  readonly people: number
  readonly signal: AbortSignal
  readonly onHappening: (report: HappeningReport) => void
}

/**
 * Applies the repository of the demo company, as somebody would with `muster apply examples/company`. Where it is in effect already nothing
 * is done; where somebody has changed it so that it cannot be applied, the demo goes on without.
 */
export async function applyCompany(options: ApplyCompanyOptions): Promise<void> {
  const { api, platform, organizationId, onHappening } = options
  const files = await readFiles()
  if (files.length === 0) return
  await untilMerged(options)
  const plan = await api.planFiles(organizationId, files)
  if (!plan.applyable) {
    if (plan.changes > 0)
      platform.log.warn({ plan: plan.id, obstacles: plan.obstacles }, 'examples/company is not applied.')
    return
  }
  await api.applyPlan(plan.id)
  onHappening({ directory: 'examples/company', sentence: sentenceOf(plan) })
}

function sentenceOf({ created, changes }: ApiPlan): string {
  if (created < changes) return `Its repository is applied: ${changes} objects change`
  return `What the company runs on is applied from its repository: ${created} org units, teams, groups, policies and rules`
}

async function untilMerged({ api, organizationId, people, signal }: ApplyCompanyOptions): Promise<void> {
  for (let look = 0; look < mostLooks; look += 1) {
    if ((await api.countPeople(organizationId)) >= people) return
    await wait(lookMs, undefined, { signal })
  }
}

/** Every file of the repository; none where it did not come along. */
async function readFiles(): Promise<{ path: string; text: string }[]> {
  const paths = await readdir(companyFolder, { recursive: true }).catch(() => [])
  const yaml = paths.filter((path) => path.endsWith('.yaml')).sort()
  return Promise.all(
    yaml.map(async (path) => ({
      path: path.replaceAll('\\', '/'),
      text: await readFile(join(companyFolder, path), 'utf8'),
    })),
  )
}

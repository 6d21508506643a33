import { readFileSync } from 'node:fs'
import type { PullDirectoryType } from '../model/connection.ts'
import { GuideNeeds, type GuideStep, readGuideParts, readGuideSteps } from '../model/guide.ts'

/** The folder of each connector, which is also the name of its page in docs/connect. */
export const connectorFolders: Readonly<Record<PullDirectoryType, string>> = {
  okta: 'okta',
  'entra id': 'entra',
  'gsuite directory': 'google',
  'active directory': 'active-directory',
  ldap: 'ldap',
  csv: 'csv',
}

/** How an administrator lets Muster read a source: `<folder>/guide.md`, made for showing it step by step. */
export type ConnectorGuide = {
  readonly needs: GuideNeeds
  /** What to have at hand, in Markdown. */
  readonly introduction: string
  /** What is done at the source; what is then entered here are the connector's settings. */
  readonly steps: readonly GuideStep[]
  /** What each finding of a check means, in Markdown. */
  readonly checks: string
  readonly whatIsRead: string
  /** The whole guide in Markdown, without what stands at its head. */
  readonly text: string
}

const expected = /^Before you start,(?:In|At) [^,]+,In Muster,What the checks mean,What is read(?:,Sources)?$/

/** Reads a connector's guide. Throws when a section is missing, or another one is there. */
export function parseConnectorGuide(text: string): ConnectorGuide {
  const { front, introduction, sections } = readGuideParts(text)
  const found = sections.map(([name]) => name).join()
  if (introduction !== '' || !expected.test(found)) throw new Error(`The sections are ${found}`)
  const [before = '', steps = '', , checks = '', whatIsRead = ''] = sections.map(([, part]) => part)
  return {
    needs: GuideNeeds.strict().parse(front),
    introduction: before,
    steps: readGuideSteps(steps),
    checks,
    whatIsRead,
    text: text.slice(text.indexOf('\n## ') + 1).trim(),
  }
}

const read = new Map<PullDirectoryType, ConnectorGuide>()

/** The guide of a type of directory that Muster reads. It is read when it is first asked for. */
export function connectorGuide(type: PullDirectoryType): ConnectorGuide {
  const known = read.get(type)
  if (known) return known
  const file = new URL(`${connectorFolders[type]}/guide.md`, import.meta.url)
  const guide = parseConnectorGuide(readFileSync(file, 'utf8'))
  read.set(type, guide)
  return guide
}

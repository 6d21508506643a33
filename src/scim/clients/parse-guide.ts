import { z } from 'zod'
import { ScimDirectoryType } from '../../model/directory.ts'
import { GuideNeeds, type GuideStep, readGuideParts, readGuideSteps } from '../../model/guide.ts'

/** What stands for the directory's own values in a guide: its base URL, and a token. */
export const guidePlaceholders = ['endpoint', 'bearer_token'] as const

const sectionNames = ['Steps', 'Attributes', 'What it sends, and when', 'Test it', 'Sources'] as const

const FrontMatter = GuideNeeds.extend({
  title: z.string().min(1),
  directory_types: z.array(ScimDirectoryType).min(1),
  scim_version: z.enum(['1.1', '2.0']),
}).strict()

/** How an administrator connects a provider: `clients/<name>/guide.md`, made for showing it step by step. */
export type Guide = {
  readonly title: string
  readonly directoryTypes: readonly ScimDirectoryType[]
  readonly scimVersion: '1.1' | '2.0'
  readonly needs: GuideNeeds
  readonly introduction: string
  readonly steps: readonly GuideStep[]
  /** The other sections, in Markdown, by their headings. */
  readonly sections: Readonly<Record<Exclude<(typeof sectionNames)[number], 'Steps'>, string>>
}

/**
 * Reads a guide: front matter whose values are JSON or plain text, an introduction, and the five sections in their order.
 * Throws when anything else is in it.
 */
export function parseGuide(text: string): Guide {
  const { front, introduction, sections } = readGuideParts(text)
  for (const [, part] of [['', introduction], ...sections]) checkPlaceholders(part ?? '')
  const { title, directory_types, scim_version, ...needs } = FrontMatter.parse(front)
  const found = sections.map(([name]) => name)
  if (found.join() !== sectionNames.join()) throw new Error(`The sections are ${found.join(', ')}`)
  const { Steps: steps = '', ...others } = Object.fromEntries(sections)
  return {
    title,
    directoryTypes: directory_types,
    scimVersion: scim_version,
    needs,
    introduction,
    steps: readGuideSteps(steps),
    sections: others as Guide['sections'],
  }
}

function checkPlaceholders(body: string): void {
  for (const [placeholder, name] of body.matchAll(/\{(\w+)\}/g)) {
    if (!guidePlaceholders.some((one) => one === name)) throw new Error(`Nothing stands for ${placeholder}`)
  }
}

import { z } from 'zod'
import { ScimDirectoryType } from '../../model/directory.ts'

/** What stands for the directory's own values in a guide: its base URL, and a token. */
export const guidePlaceholders = ['endpoint', 'bearer_token'] as const

const sectionNames = ['Steps', 'Attributes', 'What it sends, and when', 'Test it', 'Sources'] as const

const FrontMatter = z.strictObject({
  title: z.string().min(1),
  directory_types: z.array(ScimDirectoryType).min(1),
  scim_version: z.enum(['1.1', '2.0']),
})

/** One thing to do; `text` is Markdown with the placeholders still in it. */
export type GuideStep = { readonly title: string; readonly text: string }

/** How an administrator connects a provider: `clients/<name>/guide.md`, made for showing it step by step. */
export type Guide = {
  readonly title: string
  readonly directoryTypes: readonly ScimDirectoryType[]
  readonly scimVersion: '1.1' | '2.0'
  readonly introduction: string
  readonly steps: readonly GuideStep[]
  /** The other sections, in Markdown, by their headings. */
  readonly sections: Readonly<Record<Exclude<(typeof sectionNames)[number], 'Steps'>, string>>
}

/**
 * Reads a guide: front matter whose values are JSON or plain text, an introduction, and the five sections in their order.
 * Each step is a number, a title in bold that ends in a full stop, and text. Throws when anything else is in it.
 */
export function parseGuide(text: string): Guide {
  const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
  if (front === undefined || body === undefined)
    throw new Error('A guide begins with front matter between two lines of ---')
  checkPlaceholders(body)
  const { title, directory_types, scim_version } = FrontMatter.parse(
    Object.fromEntries(front.split('\n').map(readEntry)),
  )
  const [introduction = '', ...parts] = body.split(/^## /m)
  const sections = parts.map(readSection)
  const found = sections.map(([name]) => name)
  if (found.join() !== sectionNames.join()) throw new Error(`The sections are ${found.join(', ')}`)
  const { Steps: steps = '', ...others } = Object.fromEntries(sections)
  return {
    title,
    directoryTypes: directory_types,
    scimVersion: scim_version,
    introduction: introduction.trim(),
    steps: readSteps(steps),
    sections: others as Guide['sections'],
  }
}

function readEntry(line: string): [string, unknown] {
  const colon = line.indexOf(':')
  const value = line.slice(colon + 1).trim()
  return [line.slice(0, colon), /^["[]/.test(value) ? JSON.parse(value) : value]
}

function readSection(part: string): [string, string] {
  const end = part.indexOf('\n')
  const text = part.slice(end + 1).trim()
  if (text === '') throw new Error(`The section "${part.trim()}" is empty`)
  return [part.slice(0, end).trim(), text]
}

function readSteps(text: string): readonly GuideStep[] {
  return text.split(/^(?=\d+\. )/m).map((item, index) => {
    const [, number, title, rest] = /^(\d+)\. \*\*([^*]+)\.\*\* ([\s\S]+)$/.exec(item.trim()) ?? []
    if (Number(number) !== index + 1 || title === undefined || rest === undefined)
      throw new Error(`Step ${index + 1} is not a number, a title in bold and a text: ${item}`)
    return { title, text: rest.replace(/^ {3}/gm, '') }
  })
}

function checkPlaceholders(body: string): void {
  for (const [placeholder, name] of body.matchAll(/\{(\w+)\}/g)) {
    if (!guidePlaceholders.some((one) => one === name)) throw new Error(`Nothing stands for ${placeholder}`)
  }
}

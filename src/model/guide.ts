import { z } from 'zod'

/** What somebody needs who connects a provider: said at the head of each guide, shown before anybody begins. */
export const GuideNeeds = z.object({
  /** About how long it takes. */
  minutes: z.int().min(1).max(600),
  /** Whose rights at the provider it takes, in the provider's own words. */
  role: z.string().min(1),
  /** What must have been bought there; null for nothing. */
  plan: z.string().min(1).nullable().default(null),
  /** The vendor's own page on it, for when its screens have changed. */
  vendor_page: z.url().nullable().default(null),
})
export type GuideNeeds = z.output<typeof GuideNeeds>

/** One thing to do; `text` is Markdown with the placeholders still in it. */
export type GuideStep = { readonly title: string; readonly text: string }

/** A guide in its parts: what stands before the first heading, and the sections by their headings, in their order. */
export type GuideParts = {
  /** What the front matter says. */
  readonly front: Readonly<Record<string, unknown>>
  readonly introduction: string
  readonly sections: readonly (readonly [heading: string, text: string])[]
}

/** Takes a guide apart. Throws when it has no front matter, or a section has nothing in it. */
export function readGuideParts(text: string): GuideParts {
  const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
  if (front === undefined || body === undefined)
    throw new Error('A guide begins with front matter between two lines of ---')
  const [introduction = '', ...parts] = body.split(/^## /m)
  return {
    front: Object.fromEntries(front.split('\n').map(readEntry)),
    introduction: introduction.trim(),
    sections: parts.map(readSection),
  }
}

/** Reads the steps of a guide: each is a number, a title in bold that ends in a full stop, and text. */
export function readGuideSteps(text: string): readonly GuideStep[] {
  return text.split(/^(?=\d+\. )/m).map((item, index) => {
    const [, number, title, rest] = /^(\d+)\. \*\*([^*]+)\.\*\* ([\s\S]+)$/.exec(item.trim()) ?? []
    if (Number(number) !== index + 1 || title === undefined || rest === undefined)
      throw new Error(`Step ${index + 1} is not a number, a title in bold and a text: ${item}`)
    return { title, text: rest.replace(/^ {3}/gm, '') }
  })
}

/** Values are plain text, or JSON where they look like it. */
function readEntry(line: string): [string, unknown] {
  const colon = line.indexOf(':')
  const value = line.slice(colon + 1).trim()
  return [line.slice(0, colon), /^(["[]|\d+$)/.test(value) ? JSON.parse(value) : value]
}

function readSection(part: string): [string, string] {
  const end = part.indexOf('\n')
  const text = part.slice(end + 1).trim()
  if (text === '') throw new Error(`The section "${part.trim()}" is empty`)
  return [part.slice(0, end).trim(), text]
}

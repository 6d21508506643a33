import { z } from 'zod'
import { countAttributes, ExtensionAttribute, repeatedName } from '../model/extension-attribute.ts'
import { extensionLimits, urnProblem } from '../model/schema-extension.ts'
import { problemWords } from './problem-words.ts'
import { text } from './validation.ts'

/** The URN of an extension. */
export const Urn = text(255).superRefine((urn, context) => {
  const problem = urnProblem(urn)
  if (problem) context.addIssue({ code: 'custom', message: problem })
})

/** The attributes of an extension. What is wrong with one is told with its place in the list. */
export const AttributeList = z
  .array(z.unknown())
  .min(1, 'must have at least one attribute')
  .max(extensionLimits.attributes, `must be at most ${extensionLimits.attributes}`)
  .transform((values, context) => values.flatMap((value, index) => readAttribute(value, index, context)))
  .superRefine((attributes, context) => {
    const problem = listProblem(attributes)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

function readAttribute(value: unknown, index: number, context: z.RefinementCtx): readonly ExtensionAttribute[] {
  const { data, error } = ExtensionAttribute.safeParse(value, { error: problemWords })
  if (!error) return [data]
  for (const { path, message } of error.issues) {
    const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
    context.addIssue({ code: 'custom', message: `${message} (at attributes[${index}]${place})` })
  }
  return []
}

function listProblem(attributes: readonly ExtensionAttribute[]): string | null {
  const repeated = repeatedName(attributes)
  if (repeated !== undefined) return `must name "${repeated}" once: names are compared without case`
  const count = countAttributes(attributes)
  if (count <= extensionLimits.attributes) return null
  return `must be at most ${extensionLimits.attributes} with those within them, not ${count}. Make a second extension of the rest`
}

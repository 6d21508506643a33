import { matching } from './matching-strings.en.ts'
import { valueLine } from './person-value.ts'

type Matched = {
  readonly rule: string
  readonly confidence: number
  readonly evidence: Readonly<Record<string, unknown>>
}

const words = matching.links

/** Why a user is somebody's, in words: "E-mail ada@acme.example". */
export function matchedText({ rule, confidence, evidence }: Matched): string {
  if (rule === 'new') return words.asNew
  if (rule === 'manual') return words.manual
  const values = Object.entries(evidence).flatMap(([name, value]) => {
    const line = valueLine(value)
    return line === null ? [] : [`${attributeTitle(name)} ${line}`]
  })
  const text = values.length > 0 ? values.join(words.and) : rule.split('&').map(attributeTitle).join(words.and)
  return confidence < 1 ? words.sure(text, confidence) : text
}

/** What an attribute that people are matched by is called; one of the organization's own by its name. */
export function attributeTitle(name: string): string {
  return matching.attributeTitles[name] ?? name
}

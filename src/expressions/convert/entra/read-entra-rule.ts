import { refuse } from '../../refuse.ts'
import { type EntraOperator, type EntraRule, type EntraValue, entraOperators } from './entra-rule.ts'
import { type EntraToken, readTokens } from './read-tokens.ts'

const longest = 3072
const deepest = 32

/** Reads a dynamic membership rule. Throws `invalid_expression` with the place for what is none. */
export function readEntraRule(text: string): EntraRule {
  if (text.trim() === '') refuse('The rule is empty.')
  if (text.length > longest) refuse(`A rule of Entra has at most ${longest} characters.`)
  const reports = /^\s*\(?\s*direct\s+reports\s+for\s+["']([^"']+)["']\s*\)?\s*$/i.exec(text)
  if (reports?.[1]) return { is: 'reports', manager: reports[1] }
  const reader = new Reader(text)
  const rule = reader.or(0)
  reader.end()
  return rule
}

/** Reads by what binds loosest first: -or, -and, -not, comparisons. */
class Reader {
  readonly #text: string
  readonly #tokens: readonly EntraToken[]
  #at = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = readTokens(text)
  }

  or(depth: number): EntraRule {
    const parts = [this.#and(depth)]
    while (this.#take('word', 'or')) parts.push(this.#and(depth))
    return parts.length === 1 && parts[0] ? parts[0] : { is: 'or', parts }
  }

  end(): void {
    const rest = this.#tokens[this.#at]
    if (rest) this.#refuse(`"${rest.text}" is not expected here. Is -and or -or missing before it?`)
  }

  #and(depth: number): EntraRule {
    const parts = [this.#not(depth)]
    while (this.#take('word', 'and')) parts.push(this.#not(depth))
    return parts.length === 1 && parts[0] ? parts[0] : { is: 'and', parts }
  }

  #not(depth: number): EntraRule {
    if (depth > deepest) this.#refuse(`The rule is nested more than ${deepest} deep.`)
    if (this.#take('word', 'not')) return { is: 'not', part: this.#not(depth + 1) }
    if (this.#take('sign', '(')) {
      const rule = this.or(depth + 1)
      this.#need(')')
      return rule
    }
    return this.#comparison(depth)
  }

  #comparison(depth: number): EntraRule {
    const property = this.#next('a property such as user.department')
    if (property.is !== 'word') this.#refuse('A property such as user.department is expected here.', -1)
    const word = this.#next('an operator such as -eq')
    const operator = word.is === 'word' ? word.text.toLowerCase() : ''
    if (operator === 'any' || operator === 'all') {
      return { is: 'each', property: property.text, every: operator === 'all', part: this.#each(depth) }
    }
    if (!isOperator(operator)) this.#refuse(`"${word.text}" is no operator of Entra, such as -eq.`, -1)
    return { is: 'compare', property: property.text, operator: entraOperators[operator], value: this.#value() }
  }

  /** What -any and -all say of each: in brackets, or `_ -startsWith "x"` without. */
  #each(depth: number): EntraRule {
    return this.#tokens[this.#at]?.text === '(' ? this.#not(depth + 1) : this.#comparison(depth)
  }

  #value(): EntraValue {
    const token = this.#next('a value')
    if (token.is === 'text') return { is: 'text', text: token.text }
    if (token.text === '[') return { is: 'list', items: this.#items() }
    if (token.is === 'sign') this.#refuse('A value is expected here.', -1)
    if (token.text.toLowerCase() !== 'system.now') return { is: 'word', text: token.text }
    const sign = this.#take('word', 'plus') ? '' : this.#take('word', 'minus') ? '-' : null
    return {
      is: 'now',
      plus: sign === null ? 'P0D' : `${sign}${this.#next('a duration such as p1d').text.toUpperCase()}`,
    }
  }

  #items(): string[] {
    const items: string[] = []
    while (!this.#take('sign', ']')) {
      const item = this.#next('a value, or "]"')
      if (item.is === 'sign') this.#refuse('A value is expected here.', -1)
      items.push(item.text)
      this.#take('sign', ',')
    }
    return items
  }

  #take(is: EntraToken['is'], text: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.is !== is || token.text.toLowerCase() !== text) return false
    this.#at += 1
    return true
  }

  #need(sign: string): void {
    if (!this.#take('sign', sign)) this.#refuse(`"${sign}" is missing here.`)
  }

  #next(wanted: string): EntraToken {
    const token = this.#tokens[this.#at] ?? this.#refuse(`The rule ends too early: ${wanted} is missing.`)
    this.#at += 1
    return token
  }

  #refuse(text: string, back = 0): never {
    return refuse(text, { input: this.#text, start: this.#tokens[this.#at + back]?.start ?? this.#text.length })
  }
}

function isOperator(text: string): text is keyof typeof entraOperators & Lowercase<EntraOperator> {
  return Object.hasOwn(entraOperators, text)
}

import { refuse } from '../../refuse.ts'
import type { OktaExpression } from './okta-expression.ts'
import { type OktaToken, readTokens } from './read-tokens.ts'

const longest = 4000
const deepest = 32

/** Reads the condition of a group rule. Throws `invalid_expression` with the place for what is none. */
export function readOktaExpression(text: string): OktaExpression {
  if (text.trim() === '') refuse('The expression is empty.')
  if (text.length > longest) refuse(`The expression has ${text.length} characters; at most ${longest} are allowed.`)
  const reader = new Reader(text)
  const expression = reader.choice(0)
  reader.end()
  return expression
}

/** Operators by how loosely they bind, the loosest first. */
const levels: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=', 'matches'], ['+']]

class Reader {
  readonly #text: string
  readonly #tokens: readonly OktaToken[]
  #at = 0

  constructor(text: string) {
    this.#text = text
    const tokens = readTokens(text)
    // Documentation writes IF before conditions, which only the screen shows.
    this.#tokens = tokens[0]?.text === 'IF' ? tokens.slice(1) : tokens
  }

  choice(depth: number): OktaExpression {
    if (depth > deepest) this.#refuse(`The expression is nested more than ${deepest} deep.`)
    const condition = this.#level(0, depth)
    if (!this.#take('?')) return condition
    const one = this.choice(depth + 1)
    this.#need(':')
    return { is: 'choice', condition, one, other: this.choice(depth + 1) }
  }

  end(): void {
    const rest = this.#tokens[this.#at]
    if (rest?.text === '=') this.#refuse('Compare with "==".')
    if (rest) this.#refuse(`"${rest.text}" is not expected here. Is an operator missing before it?`)
  }

  #level(level: number, depth: number): OktaExpression {
    const operators = levels[level]
    if (!operators) return this.#not(depth)
    let left = this.#level(level + 1, depth)
    for (let found = this.#takeOne(operators); found !== null; found = this.#takeOne(operators)) {
      left = { is: 'operation', operator: found, left, right: this.#level(level + 1, depth) }
    }
    return left
  }

  #not(depth: number): OktaExpression {
    if (depth > deepest) this.#refuse(`The expression is nested more than ${deepest} deep.`)
    if (this.#take('!')) return { is: 'not', part: this.#not(depth + 1) }
    let value = this.#primary(depth)
    while (this.#take('.')) value = this.#member(value, depth)
    return value
  }

  #primary(depth: number): OktaExpression {
    const token = this.#next()
    if (token.is === 'text') return { is: 'literal', value: token.text }
    if (token.is === 'number') return { is: 'literal', value: Number(token.text) }
    if (token.is === 'name') return this.#name(token, depth)
    if (token.text === '{') return this.#braces(depth)
    if (token.text !== '(') this.#refuse(`"${token.text}" is not expected here.`, -1)
    const inner = this.choice(depth + 1)
    this.#need(')')
    return inner
  }

  #name({ text }: OktaToken, depth: number): OktaExpression {
    const word = text.toLowerCase()
    if (word === 'null') return { is: 'literal', value: null }
    if (word === 'true' || word === 'false') return { is: 'literal', value: word === 'true' }
    if (this.#take('(')) return { is: 'call', name: text, args: this.#items(')', depth) }
    if (!this.#take('.')) return this.#refuse(`"${text}" alone is no attribute. Write user.${text}.`, -1)
    const { is, text: name } = this.#next()
    if (is !== 'name') this.#refuse(`A name is expected after "${text}.".`, -1)
    if (!this.#take('(')) return { is: 'attribute', object: text, name }
    return { is: 'call', name: `${text}.${name}`, args: this.#items(')', depth) }
  }

  /** A method of a value: `user.email.toLowerCase()`. */
  #member(value: OktaExpression, depth: number): OktaExpression {
    const { is, text } = this.#next()
    if (is !== 'name' || !this.#take('(')) return this.#refuse(`"${text}" is not known of a value.`, -1)
    return { is: 'call', name: `.${text}`, args: [value, ...this.#items(')', depth)] }
  }

  /** `{'a', 'b'}`, or `{'group.id': 'a'}`. */
  #braces(depth: number): OktaExpression {
    const fields = new Map<string, OktaExpression>()
    const items: OktaExpression[] = []
    while (!this.#take('}')) {
      const item = this.#level(0, depth + 1)
      if (this.#take(':')) fields.set(item.is === 'literal' ? String(item.value) : '', this.#level(0, depth + 1))
      else items.push(item)
      if (!this.#take(',') && this.#tokens[this.#at]?.text !== '}') this.#need('}')
    }
    return fields.size > 0 ? { is: 'criteria', fields } : { is: 'list', items }
  }

  #items(end: string, depth: number): OktaExpression[] {
    const items: OktaExpression[] = []
    while (!this.#take(end)) {
      items.push(this.choice(depth + 1))
      if (!this.#take(',') && this.#tokens[this.#at]?.text !== end) this.#need(end)
    }
    return items
  }

  #takeOne(texts: readonly string[]): string | null {
    return texts.find((text) => this.#take(text)) ?? null
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#at]
    if (token === undefined || token.text !== text || (token.is !== 'sign' && text !== 'matches')) return false
    if (text === 'matches' && token.is !== 'name') return false
    this.#at += 1
    return true
  }

  #need(sign: string): void {
    if (!this.#take(sign)) this.#refuse(`"${sign}" is missing here.`)
  }

  #next(): OktaToken {
    const token = this.#tokens[this.#at] ?? this.#refuse('The expression ends too early.')
    this.#at += 1
    return token
  }

  #refuse(text: string, back = 0): never {
    return refuse(text, { input: this.#text, start: this.#tokens[this.#at + back]?.start ?? this.#text.length })
  }
}

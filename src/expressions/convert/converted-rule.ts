import { AppError } from '../../errors.ts'
import type { AttributeType } from '../../model/overlay/person-rules.ts'
import { personAttributeTypes } from '../person-attribute-types.ts'
import { compilePersonRule } from '../person-rule.ts'
import { refuse } from '../refuse.ts'

/** A rule of another product as a rule over `person`, with what the one who takes it over has to know. */
export type ConvertedRule = { readonly rule: string; readonly warnings: readonly string[] }

export type ConvertOptions = {
  /** The organization's own attributes of people, by name. */
  readonly attributes?: Readonly<Record<string, AttributeType>>
  /** The id of a group in the overlay, by its name or id at the source. Default: the name as an id. */
  readonly groupId?: (group: string) => string | null
  /** The id of the `Directory` document of the source, for references to its people. */
  readonly directory?: string
  /** Compares texts exactly where the source ignores the case, which reads better when values are written alike. */
  readonly exactCase?: boolean
}

/** What a conversion works with, and collects. */
export class Conversion {
  readonly options: ConvertOptions
  readonly #warnings = new Set<string>()
  readonly #own = new Map<string, AttributeType>()

  constructor(options: ConvertOptions) {
    this.options = options
  }

  warn(text: string): void {
    this.#warnings.add(text)
  }

  /** The type of an attribute of ours. One that nobody has defined is taken for one of the organization's own, of the type that is used. */
  typeOf(name: string, wanted: AttributeType = 'text'): AttributeType {
    const known = attributeType(name, this.options.attributes) ?? this.#own.get(name)
    if (known) return known
    this.warn(
      `People have no attribute "${name}". Add it to the PersonSchema as ${wanted}, and say in the Directory where it comes from.`,
    )
    this.#own.set(name, wanted)
    return wanted
  }

  /** The id by which rules name a group. */
  groupOf(group: string): string {
    const known = this.options.groupId?.(group)
    if (known !== undefined && known !== null) return known
    const id = group
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 63)
    if (id === '') refuse(`The group "${group}" has no letter or digit that an id could have. Say which group it is.`)
    this.warn(`The group "${group}" is named by the id "${id}". Check that a Group with this id is the same.`)
    return id
  }

  /** The reference to a person of the source. */
  personOf(id: string): string {
    const { directory } = this.options
    if (directory === undefined) {
      this.warn(`The person is named as one of a directory "source". Write the id of your Directory document instead.`)
    }
    return `ext:${directory ?? 'source'}:${id}`
  }

  /** Compiles what came out, so that nothing is handed out that would be refused later. */
  finish(rule: string): ConvertedRule {
    const attributes = personAttributeTypes({ ...this.options.attributes, ...Object.fromEntries(this.#own) })
    try {
      compilePersonRule(rule, { attributes })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refuse(`It would become ${shorten(rule)} and that cannot be used: ${error.message}`)
    }
    return { rule, warnings: [...this.#warnings] }
  }
}

function attributeType(name: string, own: ConvertOptions['attributes']): AttributeType | undefined {
  if (name === 'active') return 'boolean'
  const types = personAttributeTypes(own)
  return Object.hasOwn(types, name) ? types[name] : undefined
}

function shorten(rule: string): string {
  return rule.length > 200 ? `${rule.slice(0, 199)}…` : rule
}

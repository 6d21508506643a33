import type { AttributeType } from '../../../model/overlay/person-rules.ts'
import { expressionLimits } from '../../outcome.ts'
import { compilePattern } from '../../pattern.ts'
import { refuse } from '../../refuse.ts'
import { quoted } from '../condition.ts'
import { Conversion, type ConvertedRule, type ConvertOptions } from '../converted-rule.ts'
import { convertComparison } from './convert-comparison.ts'
import { memberOf } from './convert-groups.ts'
import { oktaAttributes, oktaRemarks } from './okta-attributes.ts'
import type { OktaExpression } from './okta-expression.ts'
import { oktaFunctions, withoutCounterpart } from './okta-functions.ts'
import { readOktaExpression } from './read-okta-expression.ts'
import { binding, boolean, type Written, within, writtenType } from './written.ts'

/**
 * Converts the condition of a group rule of Okta to a rule over `person` that admits the same people. What has no counterpart is
 * refused with what to do instead.
 */
export function convertOktaRule(text: string, options: ConvertOptions = {}): ConvertedRule {
  const converter = new OktaConverter(options)
  const { text: rule } = converter.boolean(readOktaExpression(text), false)
  return converter.conversion.finish(rule)
}

type Operation = OktaExpression & { readonly is: 'operation' }
type Call = OktaExpression & { readonly is: 'call' }

/** Walks through an expression. `isDenied`: what does not hold lets people in here. */
export class OktaConverter {
  readonly conversion: Conversion

  constructor(options: ConvertOptions) {
    this.conversion = new Conversion(options)
  }

  /** A part that is true or false. */
  boolean(expression: OktaExpression, isDenied: boolean): Written {
    switch (expression.is) {
      case 'not':
        return boolean(`!${within(this.boolean(expression.part, !isDenied), binding.not)}`, binding.not)
      case 'operation':
        return this.#operation(expression, isDenied)
      case 'call':
        return this.#call(expression, isDenied)
      case 'choice':
        return this.#choice(expression, (part) => this.boolean(part, isDenied))
      default:
        return this.value(expression, 'boolean')
    }
  }

  /** A part that has a value, of the type that is expected of attributes that nobody has defined. */
  value(expression: OktaExpression, wanted: AttributeType): Written {
    switch (expression.is) {
      case 'literal':
        return literal(expression.value)
      case 'attribute':
        return this.#attribute(expression.object, expression.name, wanted)
      case 'list':
        return this.#list(expression.items)
      case 'choice':
        return this.#choice(expression, (part) => this.value(part, wanted))
      case 'criteria':
        return refuse('Criteria in braces are for user.isMemberOf() only.')
      default:
        return expression.is === 'operation' && expression.operator === '+'
          ? this.#sum(expression)
          : this.boolean(expression, false)
    }
  }

  #operation(operation: Operation, isDenied: boolean): Written {
    const { operator, left, right } = operation
    if (operator === '&&' || operator === '||') {
      const [binds, other] = operator === '&&' ? [binding.and, binding.or] : [binding.or, binding.and]
      const sides = [left, right].map((side) => {
        const part = this.boolean(side, isDenied)
        return part.binds === other ? `(${part.text})` : within(part, binds)
      })
      return boolean(sides.join(` ${operator} `), binds)
    }
    if (operator === '+') return refuse('A rule is true or false, not a text.')
    if (operator === 'matches') return this.#matches(operation)
    return convertComparison(operation, isDenied, this)
  }

  /** `matches` of Okta is about the whole text. */
  #matches({ left, right }: Operation): Written {
    if (right.is !== 'literal' || typeof right.value !== 'string') return refuse('"matches" takes a pattern in quotes.')
    const pattern = `^(?:${right.value})$`
    const compiled = compilePattern(pattern)
    if (typeof compiled === 'string') refuse(`The pattern cannot be taken over. ${compiled}`)
    return boolean(`${within(this.value(left, 'text'), binding.term)}.re(${quoted(pattern)})`, binding.term)
  }

  #sum({ left, right }: Operation): Written {
    const sides = [left, right].map((side) => within(this.value(side, 'text'), binding.sum))
    return { text: sides.join(' + '), type: 'text', binds: binding.sum }
  }

  #choice(
    { condition, one, other }: OktaExpression & { readonly is: 'choice' },
    convert: (part: OktaExpression) => Written,
  ): Written {
    const [yes, no] = [convert(one), convert(other)]
    const text = `${within(this.boolean(condition, false), binding.or)} ? ${within(yes, binding.or)} : ${within(no, binding.choice)}`
    return { text, type: yes.type, binds: binding.choice }
  }

  #list(items: readonly OktaExpression[]): Written {
    return {
      text: `[${items.map((item) => this.value(item, 'text').text).join(', ')}]`,
      type: 'list',
      binds: binding.term,
    }
  }

  #attribute(object: string, name: string, wanted: AttributeType): Written {
    if (object !== 'user') return refuse(`"${object}.${name}" is no attribute of a user. Group rules read user.… only.`)
    if (name === 'managerId' || name === 'manager') {
      return refuse(
        `Whom somebody reports to is person.reportsTo("emp:…") or person.reportsDirectlyTo("emp:…"), not "user.${name}".`,
      )
    }
    const remark = oktaRemarks[name]
    if (remark !== undefined) this.conversion.warn(remark)
    const own =
      name.charAt(0).toLowerCase() +
      name.slice(1).replace(/[^A-Za-z0-9]+(.?)/g, (_, letter: string) => letter.toUpperCase())
    const ours = Object.hasOwn(oktaAttributes, name) ? (oktaAttributes[name] ?? own) : own
    const path = `person.${ours}`
    const type = this.conversion.typeOf(ours, wanted)
    return { text: path, type: writtenType(type), binds: binding.term, path, isMail: type === 'mail' }
  }

  #call(call: Call, isDenied: boolean): Written {
    const groups = memberOf(call, this.conversion)
    if (groups) return groups
    if (call.name === 'String.join') return this.#join(call)
    if (call.name === 'String.stringSwitch') return this.#switch(call)
    const found = Object.hasOwn(oktaFunctions, call.name) ? oktaFunctions[call.name] : undefined
    if (!found) return refuseCall(call.name)
    if (call.args.length !== found.takes) refuse(`${call.name}() takes ${found.takes} values, not ${call.args.length}.`)
    if (isDenied && found.gives === 'boolean' && call.name !== 'Arrays.isEmpty') {
      this.conversion.warn(`Nobody is in of whom what ${call.name}() looks at is missing, also where it is denied.`)
    }
    return this.#fill(call, found)
  }

  #fill({ name, args }: Call, { text, gives }: (typeof oktaFunctions)[string]): Written {
    const isIn = text.includes(' in ')
    const isSum = text.includes(' + ')
    const [operator, closest] = isIn
      ? [binding.comparison, binding.sum]
      : isSum
        ? [binding.sum, binding.sum]
        : [binding.term, binding.term]
    const filled = text.replace(/\$(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const wanted = name.startsWith('Arrays.') && at === 0 ? 'list' : 'text'
      const arg = args[at]
      const isReceiver = at === 0 || isIn || isSum
      return arg === undefined ? '' : within(this.value(arg, wanted), isReceiver ? closest : binding.choice)
    })
    return { text: filled, type: gives, binds: text.endsWith('== 0') ? binding.comparison : operator }
  }

  #join({ args: [separator, ...texts] }: Call): Written {
    if (!separator || texts.length === 0) return refuse('String.join() takes a separator and texts.')
    const list = texts.map((text) => this.value(text, 'text').text).join(', ')
    return { text: `[${list}].join(${this.value(separator, 'text').text})`, type: 'text', binds: binding.term }
  }

  /** The first key that is in the text decides. */
  #switch({ args: [input, fallback, ...pairs] }: Call): Written {
    if (!input || !fallback || pairs.length === 0 || pairs.length % 2 === 1) {
      return refuse('String.stringSwitch() takes a text, a default, and keys with their values.')
    }
    const text = within(this.value(input, 'text'), binding.term)
    const written = pairs.map((part) => this.value(part, 'text'))
    const cases = written.flatMap((key, at) => {
      const value = written[at + 1]
      return at % 2 === 1 || !value ? [] : [`${text}.contains(${key.text}) ? ${within(value, binding.or)} : `]
    })
    const whole = `${cases.join('')}${within(this.value(fallback, 'text'), binding.or)}`
    // It has its text once for each key: within one another such switches would grow without bounds.
    if (whole.length > expressionLimits.characters) refuse('String.stringSwitch() becomes too long. Split the rule.')
    return { text: whole, type: 'text', binds: binding.choice }
  }
}

function literal(value: string | number | boolean | null): Written {
  if (value === null) return { text: 'null', type: 'null', binds: binding.term }
  const type = typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean'
  return { text: typeof value === 'string' ? quoted(value) : String(value), type, binds: binding.term }
}

function refuseCall(name: string): never {
  const [, why] = withoutCounterpart.find(([start]) => name.startsWith(start)) ?? []
  return refuse(`${name}() of Okta cannot be taken over. ${why ?? 'There is no counterpart for it.'}`)
}

import type { Json, JsonObject } from '../model/json.ts'
import { caseKey } from '../model/user.ts'
import type { PersonUser } from '../store/people/person-user.ts'
import type { MatchRule } from './people-options.ts'

const longestValue = 300
const mostOfList = 20

/** Mailboxes that anybody can have: an address there says nothing of who employs somebody. */
const publicMailboxes = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com
  proton.me protonmail.com gmx.de gmx.net gmx.com web.de mail.com mail.ru yandex.ru yandex.com qq.com 163.com fastmail.com
  zoho.com t-online.de orange.fr free.fr laposte.net libero.it`.split(/\s+/),
)

/** The key of one attribute: `employeeNumber=10042`. People are named by them in files, and users matched. */
export function attributeKey(attribute: string, value: Json): string {
  const text = String(value).replace(/[%&]/g, (sign) => (sign === '%' ? '%25' : '%26'))
  return `${attribute}=${attribute === 'userName' ? caseKey(text) : text}`
}

/** The key under which a user is found by what its source calls it. */
export function sourceKey({ directoryId, idpId }: Pick<PersonUser, 'directoryId' | 'idpId'>): string {
  return `ext=${directoryId}:${idpId}`
}

/** Every key by which a user is found, whether a rule counts it or not. */
export function userKeysOf(
  user: Pick<PersonUser, 'directoryId' | 'idpId'>,
  values: JsonObject,
  rules: readonly MatchRule[],
): string[] {
  const named = ['employeeNumber', 'mail'].flatMap((attribute) => keysOf([attribute], values))
  const matched = rules.flatMap(({ on }) => keysOf(on, values))
  return [...new Set([sourceKey(user), ...named, ...matched])].filter((key) => key.length <= 2 * longestValue)
}

/** The keys of a user that a rule counts: none when one of its attributes has no value. */
export function ruleKeysOf(rule: MatchRule, values: JsonObject, domains: ReadonlySet<string>): readonly string[] {
  const counted = rule.on.every((attribute) => isCounted(rule, values[attribute], domains))
  const isNothing = rule.on.some((attribute) => noValue.test(String(values[attribute] ?? '')))
  return counted && !isNothing ? keysOf(rule.on, values) : []
}

/** One key for each combination of values: a list has several. */
function keysOf(on: readonly string[], values: JsonObject): string[] {
  let keys = ['']
  for (const attribute of on) {
    const value = values[attribute]
    const each = (Array.isArray(value) ? value.slice(0, mostOfList) : [value]).filter(isKeyValue)
    keys = keys.flatMap((key) => each.map((one) => `${key}${key && '&'}${attributeKey(attribute, one)}`))
  }
  return keys.length > mostOfList ? [] : keys.filter((key) => key !== '')
}

function isKeyValue(value: Json | undefined): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) && String(value).length <= longestValue
}

function isCounted({ addresses }: MatchRule, value: Json | undefined, domains: ReadonlySet<string>): boolean {
  if (addresses === 'all') return true
  const texts = (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string')
  return texts.every((text) => isWorkAddress(text, addresses === 'verified' || domains.size > 0 ? domains : null))
}

/** What people write where there is no value: it says nothing of who somebody is, however few have it. */
const noValue = /^(0+|[-–—._?]+|x+|n[./]?a\.?|none|null|nil|unknown|undefined|tbd|tba|pending|empty)$/i

/** Whether a text is no address, or one of the organization: of a verified domain where there are some. */
function isWorkAddress(text: string, domains: ReadonlySet<string> | null): boolean {
  const domain = text.split('@').at(-1)?.toLowerCase() ?? ''
  if (!text.includes('@')) return true
  return domains ? domains.has(domain) : !publicMailboxes.has(domain)
}

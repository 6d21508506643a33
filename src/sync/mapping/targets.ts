import { type CustomAttribute, predefinedAttributes } from '../../model/custom-attribute.ts'
import { convertAddresses } from './convert-addresses.ts'
import { convertDate } from './convert-date.ts'
import { convertEmails } from './convert-emails.ts'
import { convertPhone } from './convert-phone.ts'
import { convertBoolean, convertEmail, convertList, convertNumber, convertText } from './convert-text.ts'
import type { Convert } from './converted.ts'

/** Where the targets begin that are custom attributes. */
export const customPrefix = 'custom_attributes.'

const standard: Readonly<Record<string, Convert>> = {
  username: convertText('nfc', 512),
  email: convertMainEmail,
  emails: convertEmails,
  first_name: convertText('nfc', 512),
  last_name: convertText('nfc', 512),
  name: convertText('nfc', 512),
  job_title: convertText('nfc', 512),
  manager: convertText('trim', 1000),
}

/** A custom attribute as far as mappings need it. */
export type DeclaredAttribute = Pick<CustomAttribute, 'name' | 'type' | 'form'>

/** How values become those of a target; null for a target that there is not. */
export function converterFor(target: string, declared: readonly DeclaredAttribute[]): Convert | null {
  if (!target.startsWith(customPrefix)) return Object.hasOwn(standard, target) ? (standard[target] ?? null) : null
  const name = target.slice(customPrefix.length)
  const predefined = Object.hasOwn(predefinedAttributes, name) ? predefinedAttributes[name] : undefined
  if (predefined === null) return null
  if (predefined === 'addresses') return convertAddresses
  if (predefined) return converterOf({ type: predefined, form: 'nfc' })
  const attribute = declared.find((one) => one.name === name)
  return attribute ? converterOf(attribute) : null
}

/** Why there is no such target, and what to do. */
export function targetProblem(target: string): string {
  if (!target.startsWith(customPrefix)) {
    return `There is no target "${target}". There are ${Object.keys(standard).join(', ')} and ${customPrefix}<name>.`
  }
  const name = target.slice(customPrefix.length)
  if (name.startsWith('manager_')) return `"${target}" follows from the target "manager". Map that one.`
  if (Object.hasOwn(predefinedAttributes, name)) return `"${target}" follows from the target "${name}". Map that one.`
  return `The custom attribute "${name}" is not declared. Declare it for the organization, then map it.`
}

function converterOf({ type, form }: Pick<CustomAttribute, 'type' | 'form'>): Convert {
  switch (type) {
    case 'text':
      return convertText(form)
    case 'number':
      return convertNumber
    case 'boolean':
      return convertBoolean
    case 'date':
      return convertDate
    case 'email':
      return convertEmail
    case 'phone':
      return convertPhone
    case 'list':
      return convertList(form)
  }
}

/** Directories of LDAP may hold several addresses of a user; the first that they list is the one that counts. */
function convertMainEmail(value: Parameters<Convert>[0]): ReturnType<Convert> {
  if (!Array.isArray(value)) return convertEmail(value)
  return convertEmail(value.find((element) => element !== null && element !== '') ?? '')
}

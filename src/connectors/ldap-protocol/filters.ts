import {
  AndFilter,
  EqualityFilter,
  ExtensibleFilter,
  type Filter,
  FilterParser,
  OrFilter,
  SubstringFilter,
} from 'ldapts'
import { SourceError } from '../source-error.ts'

/**
 * A filter as people write it (RFC 4515). Values that come from outside go in by `equals` and `contains` instead, where
 * nothing has to be escaped.
 */
export function parseFilter(text: string): Filter {
  try {
    return FilterParser.parseString(decodeEscapes(text.trim()))
  } catch (error) {
    throw new SourceError(
      'settings_invalid',
      `"${text}" is not an LDAP filter. It must look like (department=Sales) or (&(objectClass=person)(!(title=Guest))).`,
      { cause: error },
    )
  }
}

/** Whether a text is a filter: null, or what is wrong. */
export function filterProblem(text: string): string | null {
  try {
    parseFilter(text)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

export const equals = (attribute: string, value: string | Buffer): Filter => new EqualityFilter({ attribute, value })

/** A value compared by another rule than the attribute's own, named by its OID. */
export const extensible = (attribute: string, rule: string, value: string): Filter =>
  new ExtensibleFilter({ matchType: attribute, rule, value })

/** Entries with an attribute that has the text somewhere in it. */
export const contains = (attribute: string, text: string): Filter => new SubstringFilter({ attribute, any: [text] })

/** All of the filters; null stands for none. It is flat: servers that look for an index do not all look into what is nested. */
export function allOf(...filters: readonly (Filter | null)[]): Filter {
  const wanted = filters.filter((filter) => filter !== null)
  return new AndFilter({ filters: wanted.flatMap((each) => (each instanceof AndFilter ? each.filters : [each])) })
}

export const anyOf = (filters: readonly Filter[]): Filter => new OrFilter({ filters: [...filters] })

/** ldapts takes `\c3\ab` for two characters, not for the two bytes of an ë. Bytes that are no text it cannot send: they throw. */
function decodeEscapes(filter: string): string {
  return filter.replace(/(?:\\[89a-f][0-9a-f])+/gi, (bytes) =>
    new TextDecoder('utf8', { fatal: true }).decode(Buffer.from(bytes.replaceAll('\\', ''), 'hex')),
  )
}

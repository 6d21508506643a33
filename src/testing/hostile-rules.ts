import type { AttributeType } from '../model/overlay/person-rules.ts'

/** Attributes of an organization that hostile rules read, beside the standard ones. */
export const hostileAttributes: Readonly<Record<string, AttributeType>> = { bio: 'text', skills: 'list', more: 'list' }

/** A text many times. */
export const times = (text: string, count: number): string => text.repeat(count)

/** Rules that are refused when they are written, with what is said of them. */
export const refusedRules: readonly (readonly [rule: string, why: RegExp])[] = [
  [`${times('(', 1900)}true${times(')', 1900)}`, /nested more than 32 deep/],
  [`${times('!', 3900)}true`, /at most 500/],
  [`${times('-', 3900)}1 == 1`, /at most 500/],
  [`${times('[', 1900)}${times(']', 1900)} == []`, /nested more than 32 deep/],
  [`${times('{"a":', 600)}1`, /nested more than 32 deep/],
  [`${times('true ? ', 500)}true`, /nested more than 32 deep/],
  [`${times('lower(', 500)}"a"`, /nested more than 32 deep/],
  [`has(person${times('.a', 1900)})`, /nested more than 32 deep/],
  [`person.bio${times('[0]', 1200)} == "a"`, /nested more than 32 deep/],
  [`person.skills${times('.filter(a, a != "b")', 60)} == []`, /nested more than 32 deep/],
  [`${times('true||', 660)}true`, /at most 500/],
  [`${times('"a"+', 900)}"a" == "a"`, /at most 500/],
  [`person.title in [${times('"a",', 900)}"b"]`, /maxListElements|at most|Exceeded/],
  [`coalesce(${times('"a",', 900)}"a") == "a"`, /maxCallArguments|at most|Exceeded/],
  ['person.skills.all(a, person.skills.all(b, person.skills.all(c, true)))', /nested more than 2 deep/],
  [times(' ', 4000), /empty/],
  [times('a', 1_000_000), /at most 4000/],
  [times('\0', 4000), /A name cannot have|not expected/],
  [`person.bio == "${times('a', 3900)}`, /Unterminated|ends too early/],
  ['person.bio.re("(a{1000}){1000}")', /no RE2/],
  ['person.bio.re("(?=a)")', /no RE2/],
  ['person.bio.re("(a)\\\\1")', /no RE2/],
  [`person.bio.re("${times('a', 201)}")`, /at most 200/],
]

const many = Array.from({ length: 5000 }, (_, at) => `element ${at}`)
/** Somebody who has much: what costs the most is looked at for this person. */
export const hostilePerson = { bio: 'a'.repeat(9000), skills: many, more: [...many].reverse(), active: false }

/** Rules that are cut because they would do too much. */
export const costlyRules: readonly string[] = [
  'person.bio.re("(((a{1,10}){1,10}){1,10})$")',
  'person.bio.re("((a{0,30}){0,30}){0,1}$")',
  'person.bio.re("(?i)(a|b|c)(a|b|c)(a|b|c)(a|b|c)(a|b|c)(a|b|c)(a|b|c)z$")',
  'person.skills.exists(s, person.bio.re("(a|a)*b"))',
  'person.skills.exists(a, person.more.exists(b, a + b == "never"))',
  'person.skills.exists(a, person.bio.contains(person.bio.substring(0, 4000) + "b"))',
  'person.skills.exists(a, person.bio.lastIndexOf(person.bio.substring(0, 4000) + "b") == 1)',
  'person.skills.exists(a, a + "x" in person.more)',
  'person.skills.exists(a, person.bio.hash() == a)',
  'person.skills.exists(a, person.bio.mask() == a)',
  'person.skills.exists(a, person.bio.title() == a)',
  'person.skills.exists(a, person.bio.word(-1, "bcdefgh") == a)',
  'person.skills.exists(a, person.bio.trim() == a && person.bio.lowerAscii() == a)',
  'person.skills.exists(a, inZone("2026-01-01T00:00:00Z", "Europe/Berlin") == "2027-01-01")',
  'person.skills.exists(a, format("2026-01-01", "EEEE, d MMMM yyyy EEEE, d MMMM yyyy") == a)',
  'person.skills.exists(a, person.bio.split("a", 3) == [a])',
  'person.skills.exists(a, person.bio.replace("a", "b", 3) == a)',
  `${times('person.skills.exists(a, a == "never") || ', 60)}false`,
]

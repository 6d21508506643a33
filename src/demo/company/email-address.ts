// Letters that Unicode decomposition leaves as they are.
const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** A name as it may stand before the @: lower case, ASCII, no spaces or apostrophes; hyphens stay. */
export function toAddressPart(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => spelledOut[letter] ?? '')
    .replace(/[^a-z0-9-]/g, '')
}

/**
 * `given.family@domain`, or, where somebody has it, with the middle initial, or else with a number: what an
 * administrator would do. The first of two surnames is used.
 */
export function chooseAddress(
  name: { readonly givenName: string; readonly middleName: string; readonly familyName: string },
  options: { readonly domain: string; readonly twoSurnames: boolean; readonly isTaken: (address: string) => boolean },
): string {
  const given = toAddressPart(name.givenName)
  const family = toAddressPart(options.twoSurnames ? (name.familyName.split(' ')[0] ?? '') : name.familyName)
  const middle = toAddressPart(name.middleName)
  const locals = [`${given}.${family}`, ...(middle ? [`${given}.${middle}.${family}`] : [])]
  for (let number = 2; ; number += 1) {
    const free = locals.map((local) => `${local}@${options.domain}`).find((address) => !options.isTaken(address))
    if (free) return free
    locals.splice(0, locals.length, `${given}.${family}${number}`)
  }
}

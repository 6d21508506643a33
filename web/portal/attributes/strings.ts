import type { Translations } from '../languages.ts'
import { attributesDe } from './strings.de.ts'
import { type AttributesStrings, attributesEn } from './strings.en.ts'
import { attributesEs } from './strings.es.ts'

/** The texts of these screens, in all languages. */
export const attributesStrings: Translations<AttributesStrings> = {
  en: attributesEn,
  de: attributesDe,
  es: attributesEs,
}

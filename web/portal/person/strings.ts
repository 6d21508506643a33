import type { Translations } from '../languages.ts'
import { personDe } from './strings.de.ts'
import { type PersonStrings, personEn } from './strings.en.ts'
import { personEs } from './strings.es.ts'

/** The texts of these screens, in all languages. */
export const personStrings: Translations<PersonStrings> = { en: personEn, de: personDe, es: personEs }

import type { Translations } from '../languages.ts'
import { statusDe } from './strings.de.ts'
import { type StatusStrings, statusEn } from './strings.en.ts'
import { statusEs } from './strings.es.ts'

/** The texts of these screens, in all languages. */
export const statusStrings: Translations<StatusStrings> = { en: statusEn, de: statusDe, es: statusEs }

import type { Translations } from '../languages.ts'
import { reviewDe } from './strings.de.ts'
import { type ReviewStrings, reviewEn } from './strings.en.ts'
import { reviewEs } from './strings.es.ts'

/** The texts of these screens, in all languages. */
export const reviewStrings: Translations<ReviewStrings> = { en: reviewEn, de: reviewDe, es: reviewEs }

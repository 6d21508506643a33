import type { Translations } from '../languages.ts'
import { scopeDe } from './strings.de.ts'
import { type ScopeStrings, scopeEn } from './strings.en.ts'
import { scopeEs } from './strings.es.ts'

/** The texts of these screens, in all languages. */
export const scopeStrings: Translations<ScopeStrings> = { en: scopeEn, de: scopeDe, es: scopeEs }

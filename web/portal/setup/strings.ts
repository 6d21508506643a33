import type { Translations } from '../languages.ts'
import { setupDe } from './strings.de.ts'
import { type SetupStrings, setupEn } from './strings.en.ts'
import { setupEs } from './strings.es.ts'

/** What the screens of the set-up say, in all languages. */
export const setupStrings: Translations<SetupStrings> = { en: setupEn, de: setupDe, es: setupEs }

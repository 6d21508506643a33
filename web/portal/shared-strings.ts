import type { SharedStrings } from '../shared/shared-strings.tsx'
import { sharedDe } from '../shared/strings.de.ts'
import { sharedEn } from '../shared/strings.en.ts'
import { sharedEs } from '../shared/strings.es.ts'
import type { Translations } from './languages.ts'

/** What the parts say that both apps share, in the portal's languages. */
export const sharedStrings: Translations<SharedStrings> = { en: sharedEn, de: sharedDe, es: sharedEs }

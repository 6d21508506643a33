import type { Translations } from './languages.ts'
import { frameDe } from './strings.de.ts'
import { type FrameStrings, frameEn } from './strings.en.ts'
import { frameEs } from './strings.es.ts'

/** What the portal's frame says, in all languages. */
export const frameStrings: Translations<FrameStrings> = { en: frameEn, de: frameDe, es: frameEs }

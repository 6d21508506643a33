import type { RunStrings } from './run-strings.ts'
import { runsDe } from './strings.de.ts'
import { runsEn } from './strings.en.ts'
import { runsEs } from './strings.es.ts'

const languages: Readonly<Record<string, RunStrings>> = { en: runsEn, de: runsDe, es: runsEs }

/** What runs say in a language. */
export function runStringsOf(locale: string): RunStrings {
  return languages[locale] ?? runsEn
}

/** The languages of the portal, each in its own words. */
export const languages = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
  { code: 'es', name: 'Español' },
] as const

export type Language = (typeof languages)[number]['code']

const storageKey = 'muster-portal-language'

/** The same texts in every language. */
export type Translations<T> = { readonly [code in Language]: T }

/** The language that was chosen before, else the first of the browser's that there is, else English. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(storageKey)
  const wanted = [kept ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase())
  for (const code of wanted) if (isLanguage(code)) return code
  return 'en'
}

/** Remembers what was chosen, in this browser. */
export function keepLanguage(language: Language): void {
  localStorage.setItem(storageKey, language)
}

export function isLanguage(code: string | null): code is Language {
  return languages.some((language) => language.code === code)
}

import { createContext, type ReactNode, use, useLayoutEffect, useMemo, useState } from 'react'
import { SharedStringsProvider } from '../shared/shared-strings.tsx'
import { firstLanguage, keepLanguage, type Language, type Translations } from './languages.ts'
import { sharedStrings } from './shared-strings.ts'

type LanguageChoice = { readonly language: Language; choose(language: Language): void }

const LanguageContext = createContext<LanguageChoice>({ language: 'en', choose: () => {} })

/** Gives the portal its language: that of the browser, until somebody chooses another one. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage)
  // Before anything is drawn: numbers, times and plurals follow the page's own language.
  if (document.documentElement.lang !== language) document.documentElement.lang = language
  useLayoutEffect(() => keepLanguage(language), [language])
  const choice = useMemo(() => ({ language, choose: setLanguage }), [language])
  return (
    <LanguageContext value={choice}>
      <SharedStringsProvider strings={sharedStrings[language]}>{children}</SharedStringsProvider>
    </LanguageContext>
  )
}

/** The language of the portal, and how to choose another one. */
export function useLanguage(): LanguageChoice {
  return use(LanguageContext)
}

/** A screen's texts in the language of the portal. */
export function useStrings<T>(strings: Translations<T>): T {
  return strings[useLanguage().language]
}

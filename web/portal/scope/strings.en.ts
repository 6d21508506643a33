import type { CountedText } from '../../shared/counted-text.ts'

/** What the screens of the scope say. */
export const scopeEn = {
  title: 'Choose who is synced',
  text: 'Begin with everybody, or with some groups: this can be changed at any time.',
  goOn: 'Continue',
  pushed: {
    title: 'Who is synced',
    text: (provider: string) =>
      `${provider} decides who is sent: the people and groups that are assigned to the application there. To change who is synced, change the assignments at ${provider}.`,
    received: 'What has arrived so far',
    people: { one: '1 active person', other: '{n} active people' } as CountedText,
    inactive: { one: '1 inactive person', other: '{n} inactive people' } as CountedText,
    groups: { one: '1 group', other: '{n} groups' } as CountedText,
    names: 'Groups',
    more: 'There are more groups than these.',
    missing: 'Is somebody missing?',
  },
}

/** The texts of the screens of the scope in a language. */
export type ScopeStrings = typeof scopeEn

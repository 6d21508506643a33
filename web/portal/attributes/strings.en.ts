import type { CountedText } from '../../shared/counted-text.ts'

/** What the screens of attributes say. */
export const attributesEn = {
  title: 'Check the attributes',
  text: 'Every attribute comes from a field of your source. Most are right as they are: try them on a real person, and change what does not fit.',
  goOn: 'Continue',
  pushed: {
    title: 'Attributes',
    text: (provider: string) =>
      `${provider} decides which attributes are sent. What arrives is brought into one form here, the same for all sources; to change an attribute, change its mapping at ${provider}.`,
    table: 'Attributes that arrive',
    attribute: 'Attribute',
    people: 'People with a value',
    nobody: 'Nobody yet',
    counted: { one: 'Counted over 1 person.', other: 'Counted over all {n} people.' } as CountedText,
    countedLast: { one: 'Counted over the last person.', other: 'Counted over the last {n} people.' } as CountedText,
    share: (count: string, total: string) => `${count} of ${total}`,
    without: (count: string) => `${count} without`,
    empty: 'Nobody has been sent yet',
    emptyText: 'As soon as your provider sends somebody, you see here which attributes arrive.',
    onePerson: 'See what arrives for one person, and what it becomes',
    searchLabel: 'Name, user name or e-mail address',
    search: 'Look up',
  },
}

/** The texts of the screens of attributes in a language. */
export type AttributesStrings = typeof attributesEn

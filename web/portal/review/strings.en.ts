import type { CountedText } from '../../shared/counted-text.ts'

/** What the screen of the review says. */
export const reviewEn = {
  title: 'Review and start',
  text: 'This is what the first sync will do. Nothing has been changed yet.',
  reading: 'Reading the source to see what will happen …',
  again: 'Look again',
  create: 'People to create',
  update: 'People to change',
  deactivate: 'People to deactivate',
  refuse: 'People with a problem',
  groups: 'Groups to create',
  outside: 'Out of the scope',
  atLeast: (count: string) => `at least ${count}`,
  lookedAt: {
    one: 'Counted over the only person of the source.',
    other: 'Counted over all {n} people of the source.',
  } as CountedText,
  lookedAtFirst: {
    one: 'Counted over the first person of the source. There are more.',
    other: 'Counted over the first {n} people of the source. There are more.',
  } as CountedText,
  nothing: 'Nothing would change.',
  first: 'The first of them',
  person: 'Person',
  change: 'What happens',
  changes: { create: 'is created', update: 'is changed', deactivate: 'is deactivated', refuse: 'is left out' },
  warnings: 'Look at this first',
  without: (count: string, total: string, attribute: string) =>
    `${count} of ${total} people have no value for ${attribute}.`,
  toAttributes: 'Check the attributes',
  toScope: 'Change who is synced',
  held: 'The deletion guard would hold these removals until somebody approves them.',
  guard: {
    title: 'Deletion guard',
    text: 'If a later sync would deactivate or delete more than this, it waits until somebody has looked at the names.',
    percent: 'More than so many percent of the people',
    atLeast: 'and at least so many people',
  },
  start: 'Start the sync',
  starting: 'The sync has started.',
  started: 'Syncing is switched on already.',
  toStatus: 'Go to the status',
  notReady: 'Enter the connection first',
  notReadyText: 'The source cannot be read before it is known how it is reached.',
  toSettings: 'Enter the connection',
  failed: 'The source could not be read. You can start all the same: then the first run tells what is wrong.',
}

/** The texts of the screen of the review in a language. */
export type ReviewStrings = typeof reviewEn

import type { ScopeStrings } from './strings.en.ts'

/** What the screens of the scope say, in German. */
export const scopeDe: ScopeStrings = {
  title: 'Wählen, wer synchronisiert wird',
  text: 'Beginnen Sie mit allen oder mit einigen Gruppen: Das lässt sich jederzeit ändern.',
  goOn: 'Weiter',
  pushed: {
    title: 'Wer synchronisiert wird',
    text: (provider) =>
      `${provider} entscheidet, wer gesendet wird: die Personen und Gruppen, die dort der Anwendung zugewiesen sind. Um das zu ändern, ändern Sie die Zuweisungen bei ${provider}.`,
    received: 'Was bisher angekommen ist',
    people: { one: '1 aktive Person', other: '{n} aktive Personen' },
    inactive: { one: '1 inaktive Person', other: '{n} inaktive Personen' },
    groups: { one: '1 Gruppe', other: '{n} Gruppen' },
    names: 'Gruppen',
    more: 'Es gibt mehr Gruppen als diese.',
    missing: 'Fehlt jemand?',
  },
}

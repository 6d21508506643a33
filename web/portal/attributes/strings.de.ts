import type { AttributesStrings } from './strings.en.ts'

/** What the screens of attributes say, in German. */
export const attributesDe: AttributesStrings = {
  title: 'Attribute prüfen',
  text: 'Jedes Attribut kommt aus einem Feld Ihrer Quelle. Die meisten stimmen schon: Probieren Sie sie an einer echten Person aus und ändern Sie, was nicht passt.',
  goOn: 'Weiter',
  pushed: {
    title: 'Attribute',
    text: (provider) =>
      `${provider} entscheidet, welche Attribute gesendet werden. Was ankommt, wird hier in eine Form gebracht, die für alle Quellen gleich ist. Um ein Attribut zu ändern, ändern Sie die Zuordnung bei ${provider}.`,
    table: 'Attribute, die ankommen',
    attribute: 'Attribut',
    people: 'Personen mit einem Wert',
    nobody: 'Noch niemand',
    counted: { one: 'Gezählt über 1 Person.', other: 'Gezählt über alle {n} Personen.' },
    countedLast: { one: 'Gezählt über die letzte Person.', other: 'Gezählt über die letzten {n} Personen.' },
    share: (count, total) => `${count} von ${total}`,
    without: (count) => `${count} ohne`,
    empty: 'Es wurde noch niemand gesendet',
    emptyText: 'Sobald Ihr Anbieter jemanden sendet, sehen Sie hier, welche Attribute ankommen.',
    onePerson: 'Sehen Sie für eine Person, was ankommt und was daraus wird',
    searchLabel: 'Name, Benutzername oder E-Mail-Adresse',
    search: 'Nachsehen',
  },
}
